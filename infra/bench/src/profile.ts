/**
 * Shows where the time of a training step goes, by kernel of TensorFlow.js:
 *
 *     npm run bench:profile -- --engine wasm --model alexnet-small [--images 512]
 *
 * Kernels are timed where they are called, operation by operation, without what they call in turn. So this describes
 * engines on the CPU, which return when they have computed, and, of the native engine, the path without a graph: the last
 * line says how long a step takes there, and how long as a graph.
 */
import { parseArgs } from 'node:util';
import { loadDataset } from '@rote/datasets';
import { parseCountOption, parseEngineOption } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import type { Compile, Program, Session } from '@rote/learning';
import { runEagerly } from '@rote/learning';
import { createCompile } from '@rote/trainer/create-compile';
import { measureModelSpeed } from '@rote/trainer/model-speed';
import * as tf from '@tensorflow/tfjs-core';

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string' },
    model: { type: 'string', default: 'mlp-1x512' },
    images: { type: 'string', default: '512' },
    seconds: { type: 'string', default: '3' },
  },
});
const BATCH_SIZE = 128;

const force = parseEngineOption(options.engine);
const minSeconds = parseCountOption('--seconds', options.seconds, 0);
const trainImages = parseCountOption('--images', options.images, BATCH_SIZE);
const { model } = options;
const engine = await loadEngine(force === undefined ? {} : { force });
const dataset = await loadDataset('synthetic', { cacheDir: '.' });

/** Returns the milliseconds that a step takes, with its share of the epoch's other work except evaluation. */
async function measureStep(compile: Compile): Promise<number> {
  const options = { engine, compile, model, dataset, minSeconds, trainImages };
  const { imagesPerSecond } = await measureModelSpeed(options);
  return (1000 * BATCH_SIZE) / imagesPerSecond;
}

/** Time without inner calls, in milliseconds, and calls, by kernel. */
const spent = new Map<string, { readonly ms: number; readonly calls: number }>();
/** Time of inner calls, by the depth of the outer one. */
const inner: number[] = [];
/** Only optimizer steps count, not evaluation. */
let isStep = false;

function timed(kernelName: string, kernelFunc: tf.KernelFunc): tf.KernelFunc {
  return (call) => {
    if (!isStep) return kernelFunc(call);
    inner.push(0);
    const start = performance.now();
    try {
      return kernelFunc(call);
    } finally {
      const total = performance.now() - start;
      const own = total - (inner.pop() ?? 0);
      const outer = inner.pop();
      if (outer !== undefined) inner.push(outer + total);
      const { ms, calls } = spent.get(kernelName) ?? { ms: 0, calls: 0 };
      spent.set(kernelName, { ms: ms + own, calls: calls + 1 });
    }
  };
}

const asGraph = await measureStep(
  createCompile(engine, (line) => {
    console.error(line);
  }),
);
const eager = await measureStep(runEagerly);

for (const config of tf.getKernelsForBackend(tf.getBackend())) {
  tf.unregisterKernel(config.kernelName, config.backendName);
  tf.registerKernel({ ...config, kernelFunc: timed(config.kernelName, config.kernelFunc) });
}
let steps = 0;
let stepMs = 0;
await measureStep(<Name extends string>(program: Program<Name>): Session<Name> => {
  const session = runEagerly(program);
  return {
    ...session,
    run(name, feeds) {
      isStep = name === 'step' || name === 'lastStep';
      const start = performance.now();
      const outputs = session.run(name, feeds);
      if (isStep) {
        steps++;
        stepMs += performance.now() - start;
      }
      isStep = false;
      return outputs;
    },
  };
});

console.log(`${model} on ${engine.name}, one step of ${BATCH_SIZE} images`);
console.log(`${'kernel'.padEnd(34)} ${'ms'.padStart(9)} ${'share'.padStart(7)} ${'calls'.padStart(6)}`);
function printRow(name: string, ms: number, calls: number): void {
  const share = `${((100 * ms) / (stepMs / steps)).toFixed(1)} %`;
  console.log(
    `${name.padEnd(34)} ${ms.toFixed(3).padStart(9)} ${share.padStart(7)} ${String(calls).padStart(6)}`,
  );
}
let inKernels = 0;
for (const [name, { ms, calls }] of [...spent].sort(([, a], [, b]) => b.ms - a.ms)) {
  inKernels += ms;
  printRow(name, ms / steps, Math.round(calls / steps));
}
printRow('(JavaScript between kernels)', (stepMs - inKernels) / steps, 0);
console.log(
  asGraph < eager && engine.name.startsWith('tfjs-node')
    ? `whole step: ${eager.toFixed(2)} ms operation by operation, ${asGraph.toFixed(2)} ms as a graph`
    : `whole step: ${eager.toFixed(2)} ms`,
);
