import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { RoteError } from '@rote/domain';
import { describeCpu } from '@rote/devices';
import type { Engine } from '@rote/domain';
import { registerWasmKernels } from '@rote/kernels';
import type { EngineLoader } from './engine-loader.js';

const BACKEND = 'wasm';

/**
 * TF.js's WebAssembly backend with Rote's training kernels: needs nothing installed, and runs at 0.4 to 0.6 of the
 * native speed. It has one thread: its threads do not work in Node, and a worker runs one process per core anyway.
 */
export const wasm: EngineLoader = {
  name: 'wasm',
  backendName: BACKEND,
  mayHaveGpu: false,
  load: loadWasmEngine,
};

/** Backends whose training kernels are registered. */
const prepared = new WeakSet<BackendWasm>();

async function loadWasmEngine(): Promise<Engine> {
  // The core package has no gradients: importing the union package registers them (as the native packages do).
  await import('@tensorflow/tfjs');
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(dirname(entry) + sep);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if ((await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) !== true)
    throw new RoteError('engine-unavailable', 'the wasm engine needs a processor with SSE 4.1 or Neon');
  await withoutProcessListeners(() => tf.setBackend(BACKEND));
  const backend = tf.backend();
  if (!(backend instanceof BackendWasm))
    throw new RoteError('engine-unavailable', `the wasm backend of TF.js ${tf.version_core} does not start`);
  // A second load in this process finds the backend as the first one left it.
  if (!prepared.has(backend)) registerWasmKernels(backend);
  prepared.add(backend);
  return {
    name: 'wasm',
    version: `tfjs ${tf.version_core}, WebAssembly SIMD`,
    device: 'cpu',
    deviceName: describeCpu(),
  };
}

/**
 * Emscripten's start-up code adds handlers that rethrow uncaught exceptions and rejections. Such handlers are up to the
 * process, not a library, so this removes every handler that `start` adds.
 */
async function withoutProcessListeners<T>(start: () => Promise<T>): Promise<T> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = new Map(events.map((event) => [event, new Set(process.rawListeners(event))]));
  try {
    return await start();
  } finally {
    for (const event of events) {
      for (const listener of process.rawListeners(event)) {
        if (before.get(event)?.has(listener) === false) process.removeListener(event, listener as () => void);
      }
    }
  }
}
