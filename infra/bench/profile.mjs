/**
 * Where the time of a training step goes, by kernel of TensorFlow.js:
 *
 *     npm run bench:profile -- --engine wasm --model alexnet-small [--images 512]
 *
 * Kernels are timed where they are called, operation by operation, less what they call in turn. So this tells of the
 * engines on the CPU, which answer when they have computed, and on the native engine of the path without a graph: the
 * last line says what a step takes there, and what it takes as a graph.
 */
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { loadDataset } from '@rote/datasets';
import { loadEngine } from '@rote/engines';
import { runEagerly } from '@rote/learning';
import { createCompile } from '@rote/trainer/create-compile';
import { measureModelSpeed } from '@rote/trainer/model-speed';

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string' },
    model: { type: 'string', default: 'mlp-1x512' },
    images: { type: 'string', default: '512' },
    seconds: { type: 'string', default: '3' },
  },
});
const BATCH_SIZE = 128;

const engine = await loadEngine(options.engine === undefined ? {} : { force: options.engine });
const dataset = await loadDataset('synthetic', { cacheDir: '.' });
const measure = (compile) =>
  measureModelSpeed({
    engine,
    compile,
    model: options.model,
    dataset,
    minSeconds: Number(options.seconds),
    trainImages: Number(options.images),
  });
const millisecondsAStep = ({ imagesPerSecond }) => (1000 * BATCH_SIZE) / imagesPerSecond;

/** Self time in milliseconds, and calls, by kernel. */
const spent = new Map();
/** Time of inner calls, by the depth of the outer one. */
const inner = [];
/** Only optimizer steps count, not evaluation. */
let isStep = false;

function timed(kernelName, kernelFunc) {
  return (call) => {
    if (!isStep) return kernelFunc(call);
    inner.push(0);
    const start = performance.now();
    try {
      return kernelFunc(call);
    } finally {
      const total = performance.now() - start;
      const own = total - inner.pop();
      if (inner.length > 0) inner[inner.length - 1] += total;
      const { ms, calls } = spent.get(kernelName) ?? { ms: 0, calls: 0 };
      spent.set(kernelName, { ms: ms + own, calls: calls + 1 });
    }
  };
}

const asGraph = millisecondsAStep(await measure(createCompile(engine, console.error)));
const oneByOne = millisecondsAStep(await measure(runEagerly));

for (const config of tf.getKernelsForBackend(tf.getBackend())) {
  tf.unregisterKernel(config.kernelName, config.backendName);
  tf.registerKernel({ ...config, kernelFunc: timed(config.kernelName, config.kernelFunc) });
}
let steps = 0;
let stepMs = 0;
await measure((program) => {
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

console.log(`${options.model} on ${engine.name}, one step of ${BATCH_SIZE} images`);
console.log(`${'kernel'.padEnd(34)} ${'ms'.padStart(9)} ${'share'.padStart(7)} ${'calls'.padStart(6)}`);
const row = (name, ms, calls) => {
  const share = `${((100 * ms) / (stepMs / steps)).toFixed(1)} %`;
  console.log(
    `${name.padEnd(34)} ${ms.toFixed(3).padStart(9)} ${share.padStart(7)} ${String(calls).padStart(6)}`,
  );
};
let inKernels = 0;
for (const [name, { ms, calls }] of [...spent].sort(([, a], [, b]) => b.ms - a.ms)) {
  inKernels += ms;
  row(name, ms / steps, Math.round(calls / steps));
}
row('(JavaScript between kernels)', (stepMs - inKernels) / steps, 0);
console.log(
  asGraph < oneByOne && engine.name.startsWith('tfjs-node')
    ? `whole step: ${oneByOne.toFixed(2)} ms one by one, ${asGraph.toFixed(2)} ms as a graph`
    : `whole step: ${oneByOne.toFixed(2)} ms`,
);
