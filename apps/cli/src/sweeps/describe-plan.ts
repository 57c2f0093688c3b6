import type { SweepPlan } from '@rote/client';
import { describeOptimizerOptions, optimizerOf } from '@rote/domain';
import { formatDuration } from '../format/format-duration.js';
import { formatInterval } from '../format/format-interval.js';
import { formatLocalTime } from '../format/format-time.js';
import type { LocalPlan } from './local-plan.js';
import { plural } from './sweep-end.js';

const grouped = (value: number): string => value.toLocaleString('en-US');
/** At most this many different models or trainings are listed. */
const MAX_LISTED = 8;

const listed = (lines: readonly string[], what: string): readonly string[] => [
  ...lines.slice(0, MAX_LISTED),
  ...(lines.length > MAX_LISTED ? [`  and ${String(lines.length - MAX_LISTED)} more ${what}`] : []),
];

const describeTraining = ({ training, cells }: LocalPlan['trainings'][number]): string => {
  const { epochs, batchSize, learningRate, decay, decaySteps, stop } = training;
  const optimizer = optimizerOf(training);
  return `  at most ${grouped(epochs)} epochs, batch ${grouped(batchSize)}, ${optimizer.kind}, rate ${String(learningRate)} × ${String(decay)} every ${grouped(decaySteps)} steps, ${describeOptimizerOptions(optimizer)}${
    stop.trainLoss === null ? '' : `, until train loss ${String(stop.trainLoss)}`
  }${stop.trainAccuracy === null ? '' : `, until train accuracy ${String(stop.trainAccuracy)}`}: ${plural(cells, 'cell')}`;
};

/** Estimates how long the cells to train will take, and on which grounds. */
function describeEstimate({ fresh, estimate }: SweepPlan, now: Date): readonly string[] {
  if (fresh === 0) return [];
  if (estimate === null)
    return ['  no estimate of the time: no cell of these architectures and this data set is recorded yet'];
  const { seconds, secondsAtMost, slots, slotSeconds, recordedCells, recordedSweeps, cellsWithout } =
    estimate;
  const { secondsInterval, slotSecondsInterval, gpuMemoryMb } = estimate;
  const mean = formatDuration(seconds);
  const most = formatDuration(secondsAtMost);
  const at = (after: number): string => formatLocalTime(new Date(now.getTime() + 1000 * after).toISOString());
  return [
    `  about ${mean} ${slots === 0 ? 'on one slot (no worker is live)' : `on ${plural(slots, 'slot')} if they are free`}${
      most === mean ? '' : `, ${most} if no cell stops early`
    }, from ${plural(recordedCells, 'recorded cell')}`,
    `  in 80 of 100 cases ${formatInterval(secondsInterval)}, learned from ${plural(recordedSweeps, 'sweep')}: done at ${at(seconds)}, from ${at(secondsInterval.low)} to ${at(secondsInterval.high)}`,
    `  ${formatDuration(slotSeconds)} of one slot, in 80 of 100 cases ${formatInterval(slotSecondsInterval)}`,
    gpuMemoryMb === null
      ? '  peak memory unknown: only trainers on GPUs are measured'
      : `  at most ${grouped(gpuMemoryMb)} MiB of GPU memory for a trainer, as measured so far`,
    ...(cellsWithout > 0
      ? [`  without ${plural(cellsWithout, 'cell')} of architectures without any recorded cell`]
      : []),
  ];
}

/** @param known what the service already has; undefined if no API answers */
export function describePlan(plan: LocalPlan, known: SweepPlan | undefined): string {
  const found =
    known === undefined
      ? `${plural(plan.cells, 'cell')}. No API answers, so it is unknown how many are cached.`
      : `${plural(known.cells, 'cell')}: ${String(known.cached)} cached, ${String(known.known)} already waiting or running in other sweeps, ${String(known.fresh)} to train.`;
  return [
    `${found} Nothing was submitted.`,
    'Models',
    ...listed(
      plan.models.map(
        ({ name, weights, cells }) => `  ${name}: ${grouped(weights)} weights, ${plural(cells, 'cell')}`,
      ),
      'models',
    ),
    'Training',
    ...listed(plan.trainings.map(describeTraining), 'ways of training'),
    'Cost',
    `  at most ${grouped(plan.images)} train images in all cells, each with a forward and a backward pass`,
    ...(known === undefined ? [] : describeEstimate(known, new Date())),
  ].join('\n');
}

export const describeWarnings = (warnings: readonly string[]): string =>
  warnings.map((warning) => `Warning: ${warning}\n`).join('');
