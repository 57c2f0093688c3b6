import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { EngineName } from '@rote/domain';
import { fixCpuGradient } from '../../kernels/test/fixtures/compare-with-cpu.js';
import { chooseEngine } from '../src/choose-engine.js';
import type { EngineLoader } from '../src/engine-loader.js';

beforeAll(() => {
  tf.enableProdMode();
  fixCpuGradient();
});

type Device = 'gpu' | 'cpu' | 'none';

/** A machine on which an engine runs on these devices; all compute with the plain JavaScript backend. */
async function chooseOn(machine: Readonly<Record<EngineName, Device>>) {
  const loaded: EngineName[] = [];
  const notes: string[] = [];
  const loaders = (Object.entries(machine) as [EngineName, Device][]).map(([name, device]): EngineLoader => ({
    name,
    backendName: device === 'none' ? `no backend for ${name}` : 'cpu',
    mayHaveGpu: name === 'tfjs-node-gpu' || name === 'webgpu',
    async load() {
      loaded.push(name);
      if (device === 'none') throw new Error('not here');
      await tf.setBackend('cpu');
      return { name, version: '1', device, deviceName: device };
    },
  }));
  const engine = await chooseEngine(loaders, { isForced: false, onNote: (note) => notes.push(note) });
  return { chosen: engine?.name, loaded, notes };
}

test.each<[string, Readonly<Record<EngineName, Device>>, EngineName | undefined, number]>([
  [
    'the native engine on its GPU, before anything else is loaded',
    { 'tfjs-node-gpu': 'gpu', 'tfjs-node': 'cpu', webgpu: 'gpu', wasm: 'cpu' },
    'tfjs-node-gpu',
    1,
  ],
  [
    'webgpu on a GPU before the native engine on the CPU',
    { 'tfjs-node-gpu': 'cpu', 'tfjs-node': 'cpu', webgpu: 'gpu', wasm: 'cpu' },
    'webgpu',
    2,
  ],
  [
    'webgpu on a GPU before wasm',
    { 'tfjs-node-gpu': 'none', 'tfjs-node': 'none', webgpu: 'gpu', wasm: 'cpu' },
    'webgpu',
    3,
  ],
  [
    'the native engine on the CPU if there is no GPU',
    { 'tfjs-node-gpu': 'cpu', 'tfjs-node': 'cpu', webgpu: 'none', wasm: 'cpu' },
    'tfjs-node-gpu',
    2,
  ],
  [
    'wasm if there is nothing else',
    { 'tfjs-node-gpu': 'none', 'tfjs-node': 'none', webgpu: 'none', wasm: 'cpu' },
    'wasm',
    4,
  ],
  ['nothing', { 'tfjs-node-gpu': 'none', 'tfjs-node': 'none', webgpu: 'none', wasm: 'none' }, undefined, 4],
])('%s', async (_, machine, expected, tries) => {
  const { chosen, loaded, notes } = await chooseOn(machine);
  expect(chosen).toBe(expected);
  expect(loaded).toHaveLength(tries);
  expect(notes).toEqual(loaded.filter((name) => machine[name] === 'none').map((name) => `${name}: not here`));
});
