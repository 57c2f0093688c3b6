import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ENGINE_NAMES } from '@rote/domain';
import { makeTempDir, type TempDir } from '@rote/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DoctorReport } from '../src/doctor/examine-machine.js';
import { runRote } from './rote-process.js';

const MINUTE = 60_000;

let folder: TempDir;
beforeAll(async () => {
  folder = await makeTempDir();
});
afterAll(() => folder.remove());

const doctor = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runRote(['engine', 'doctor', ...args], { env: { HOME: process.env['HOME'], ...env } });

/** Returns the options of a Node process in which loading a native binding runs this statement. */
async function whereBindings(statement: string): Promise<string> {
  const file = path.join(folder.path, `${statement.replaceAll(/\W+/g, '-')}.cjs`);
  await writeFile(
    file,
    `const { dlopen } = process;
     process.dlopen = (module, file, ...rest) => {
       if (!file.endsWith('tfjs_binding.node')) return dlopen(module, file, ...rest);
       ${statement}
     };`,
  );
  return `--require ${file}`;
}

describe('rote engine doctor', () => {
  it(
    'examines every engine, chooses the first that can be used, and exits with 0',
    async () => {
      const { code, stdout } = await doctor(['--no-speed', '--json']);
      const report = JSON.parse(stdout) as DoctorReport;
      expect(report.engines.map(({ name }) => name)).toEqual(ENGINE_NAMES);
      const usable = report.engines.filter(({ isUsable }) => isUsable).map(({ name }) => name);
      expect(usable).toContain('wasm');
      expect(usable).toContain(report.chosen);
      expect(report).toMatchObject({ chosenBy: 'best', chosenNotes: [], speeds: null, speedFault: null });
      expect(report.machine.cores).toBeGreaterThan(0);
      expect(report.setUp.prerequisites.map(({ name }) => name)).toContain('pip');
      expect(code).toBe(0);
    },
    2 * MINUTE,
  );

  it(
    'shows how exactly and how fast one engine computes',
    async () => {
      const { code, stdout } = await doctor(['--engine', 'wasm', '--no-speed', '--json']);
      const { engines, chosen, chosenBy } = JSON.parse(stdout) as DoctorReport;
      expect({ chosen, chosenBy, code }).toEqual({ chosen: 'wasm', chosenBy: '--engine', code: 0 });
      const [wasm] = engines;
      if (wasm?.isUsable !== true) throw new Error('wasm runs everywhere');
      for (const { operation, deviation } of wasm.deviations)
        expect(deviation, operation).toBeLessThan(wasm.tolerance);
      for (const { operation, deviation, gflops } of wasm.throughput) {
        expect(deviation, operation).toBeLessThan(1e-4);
        expect(gflops, operation).toBeGreaterThan(0);
      }
    },
    MINUTE,
  );

  it(
    'survives a binding that ends its process, and says how it ended and what can be done',
    async () => {
      const env = { NODE_OPTIONS: await whereBindings('process.abort();') };
      const { code, stdout, stderr } = await doctor(['--no-speed'], env);
      expect(stdout).toMatch(
        /tfjs-node-gpu {2}cannot be used: .*(its process ended while loading or running it: SIGABRT|no native binding)/,
      );
      expect(stdout).toMatch(/wasm {11}works on the CPU/);
      if (stdout.includes('SIGABRT')) {
        expect(stdout).toContain('the process ended while looking for the best engine: SIGABRT');
        expect(stdout).toContain('ROTE_ENGINE=wasm');
        expect(stderr).toContain('No engine on this machine can train');
      }
      expect(code).toBe(stdout.includes('SIGABRT') ? 1 : 0);
    },
    2 * MINUTE,
  );

  it(
    'rejects a binding that does not load, with the reason',
    async () => {
      const env = { NODE_OPTIONS: await whereBindings("throw new Error('libc is too old');") };
      const { code, stdout } = await doctor(['--no-speed'], env);
      expect(stdout).toMatch(/tfjs-node {6}cannot be used: (.*libc is too old|.*no native binding)/);
      expect(stdout).toMatch(/wasm .*: chosen$/m);
      expect(code).toBe(0);
    },
    2 * MINUTE,
  );

  it(
    'says what the set-up lacks',
    async () => {
      const env = { PATH: folder.path, ROTE_ENGINE_DIR: path.join(folder.path, 'engines') };
      const { code, stdout } = await doctor(['--engine', 'wasm', '--no-speed'], env);
      expect(stdout).toMatch(/Python 3 +none; missing: Python 3 .*apt install python3/);
      expect(stdout).toMatch(/C\+\+ compiler +none; missing: .*apt install g\+\+/);
      expect(stdout).toMatch(/Cached builds +none in .*engines/);
      expect(code).toBe(0);
    },
    MINUTE,
  );

  it('exits with 1 if the engine that ROTE_ENGINE names cannot be used', async () => {
    const env = { ROTE_ENGINE: 'tfjs-node', NODE_OPTIONS: await whereBindings("throw new Error('broken');") };
    const { code, stdout } = await doctor(['--engine', 'tfjs-node', '--no-speed'], env);
    expect(stdout).toContain('No engine is chosen:');
    expect(code).toBe(1);
  });
});
