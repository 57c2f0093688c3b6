import type { EngineExamination } from '@rote/engines';
import { columnsOf } from '../format/rows.js';
import { tableLines } from '../format/write-table.js';
import type { DoctorReport } from './examine-machine.js';

/** Formats a report for a person. */
export function describeReport(report: DoctorReport): string {
  const sections = [
    ['This machine', describeMachine(report)],
    ['Engines, best first', describeEngines(report)],
    ['What they compute, with one thread', aligned(report.engines.flatMap(describeComputations))],
    ['Set-up of the native engine', describeSetUp(report)],
    ['Speed', describeSpeed(report)],
  ] as const;
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [title, ...lines.map((line) => `  ${line}`)].join('\n'))
    .join('\n\n');
}

/** Aligns labels and texts in two columns; further lines of a text are indented like its first. */
function aligned(entries: readonly (readonly [label: string, text: string])[]): readonly string[] {
  const width = Math.max(0, ...entries.map(([label]) => label.length)) + 2;
  return entries.flatMap(([label, text]) =>
    text.split('\n').map((line, index) => (index === 0 ? label : '').padEnd(width) + line.trimEnd()),
  );
}

function describeMachine({ machine, engines, setUp }: DoctorReport): readonly string[] {
  const { platform, node, cpu, cores, gpus } = machine;
  const native = engines
    .filter((examined) => examined.isUsable)
    .find(({ name }) => setUp.packages.some((nativePackage) => nativePackage.name === name));
  return aligned([
    ['System', `${platform}, Node ${node}`],
    ['CPU', `${cpu}, ${cores} ${cores === 1 ? 'core' : 'cores'}`],
    ...(gpus.length === 0
      ? [['NVIDIA GPUs', 'none known to nvidia-smi or the driver'] as const]
      : gpus.map(({ index, name }) => [`NVIDIA GPU ${index}`, name] as const)),
    ['TensorFlow', native === undefined ? 'no engine that uses it works' : viewOf(native, gpus.length > 0)],
  ]);
}

function viewOf({ name, engine }: Extract<EngineExamination, { isUsable: true }>, hasGpu: boolean): string {
  if (engine.device === 'gpu') return `sees the GPU ${engine.deviceName} (in ${name})`;
  const hint = ': "rote engine install" sets it up for the GPU, or says what is missing';
  return `sees no GPU (in ${name})${hasGpu ? hint : ''}`;
}

function describeEngines({ engines, chosen, chosenBy, chosenNotes }: DoctorReport): readonly string[] {
  const verdict = (examined: EngineExamination): string => {
    if (!examined.isUsable) return `cannot be used: ${examined.reason}`;
    const works = `works on the ${examined.engine.device === 'gpu' ? 'GPU' : 'CPU'} (${examined.engine.version})`;
    if (examined.name === chosen)
      return `${works}: chosen${chosenBy === 'best' ? '' : `, as ${chosenBy} says`}`;
    if (chosen === null) return works;
    return `${works}: not chosen, because ${chosen} is ${chosenBy === 'best' ? 'better' : `set by ${chosenBy}`}`;
  };
  const usable = engines.filter(({ isUsable }) => isUsable).map(({ name }) => name);
  return [
    ...aligned(engines.map((examined) => [examined.name, verdict(examined)])),
    ...(chosen === null ? ['', 'No engine is chosen:', ...chosenNotes.flatMap(indented)] : []),
    ...(chosen === null && usable.length > 0 ? [`Set ROTE_ENGINE=${usable.join(' or ')} to train.`] : []),
  ];
}

const indented = (text: string): readonly string[] => text.split('\n').map((line) => `  ${line}`);

function describeComputations(examined: EngineExamination): readonly (readonly [string, string])[] {
  if (!examined.isUsable) return [];
  const { name, deviations, tolerance, throughput } = examined;
  const worst = (isMeant: (operation: string) => boolean): string => {
    const meant = deviations.filter(({ operation }) => isMeant(operation));
    return Math.max(...meant.map(({ deviation }) => deviation)).toExponential(1);
  };
  const verified =
    `off the known numbers by ${worst((operation) => operation === 'matMul')} (matMul), ` +
    `${worst((operation) => operation.startsWith('conv2d'))} (conv2d), ` +
    `${worst(() => true)} (all ${deviations.length}, with gradients); ${tolerance} is allowed`;
  const speeds = throughput.map(
    ({ operation, gflops, deviation }) =>
      `${operation}: ${gflops.toFixed(1)} GFLOPS, off by ${deviation.toExponential(1)}`,
  );
  return [[name, [verified, ...speeds].join('\n')]];
}

function describeSetUp({ setUp }: DoctorReport): readonly string[] {
  const { packages, prerequisites, cacheDir, cachedBuilds } = setUp;
  return aligned([
    ...packages.map(({ name, version, hasBinding }) => {
      const state = hasBinding ? 'has its binding' : 'has no binding yet: rote engine install';
      return [name, version === undefined ? 'not installed by npm' : `${version}, ${state}`] as const;
    }),
    ...prerequisites.map(
      ({ name, found, missing }) =>
        [name, missing === undefined ? found : `${found}; missing: ${missing}`] as const,
    ),
    [
      'Cached builds',
      cachedBuilds.length === 0
        ? `none in ${cacheDir}`
        : [`in ${cacheDir}`, ...cachedBuilds.map(({ key, state }) => `${key}: ${state}`)].join('\n'),
    ],
  ]);
}

function describeSpeed({ speeds, speedFault }: DoctorReport): readonly string[] {
  if (speedFault !== null) return [`The benchmark failed: ${speedFault}`];
  if (speeds === null) return [];
  const columns = ['model', 'images/s', 'min', 'max', 'with evaluation', 'epochs'];
  const rows = speeds.map(({ model, imagesPerSecond, min, max, epochImagesPerSecond, measuredEpochs }) => [
    model,
    ...[imagesPerSecond, min, max, epochImagesPerSecond].map(Math.round),
    measuredEpochs,
  ]);
  return tableLines({ columns: columnsOf(columns), rows });
}
