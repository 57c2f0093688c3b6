import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { engineEnvironment } from '@rote/devices';
import { describe, expect, test } from 'vitest';
import { bindingPath, findNativePackage } from '../src/native/native-package.js';

const nativePackage = findNativePackage('tfjs-node-gpu');
const isBound = nativePackage !== undefined && existsSync(bindingPath(nativePackage.directory));

/** The functions of Node's `util` that the binding needs, restored as loading the engine does: Node 23 removed them. */
const RESTORE_UTIL = `
  const util = require('util');
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
`;

/** Runs a script with the native engine on one thread, and returns its output. */
function write(script: string, variables: Readonly<Record<string, string>> = {}): string {
  const env = { ...process.env, ...engineEnvironment({ threads: 1 }), ...variables };
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', RESTORE_UTIL + script], {
    env,
    encoding: 'utf8',
  });
  return `${stderr}${stdout}`;
}

/** Runs such a script, and returns the number at the end of its output. */
function run(script: string): number {
  const written = write(script);
  const number = Number.parseFloat(written.split('\n').at(-1) ?? '');
  if (Number.isNaN(number)) throw new Error(`the script wrote no number: ${written}`);
  return number;
}

describe('the environment of an engine', () => {
  test.skipIf(!isBound)(
    `keeps the native engine to one thread${isBound ? '' : ' (needs the native binding of tfjs-node-gpu)'}`,
    () => {
      const multiply = `
        const tf = require(${JSON.stringify(nativePackage?.directory)});
        const a = tf.ones([1500, 1500]);
        a.matMul(a).dataSync();
        const before = process.cpuUsage();
        const start = performance.now();
        for (let i = 0; i < 8; i++) a.matMul(a).dataSync();
        const { user, system } = process.cpuUsage(before);
        process.stdout.write(String((user + system) / 1000 / (performance.now() - start)));
      `;
      expect(run(multiply)).toBeLessThan(1.3);
    },
  );

  test.skipIf(!isBound)(
    `has the native engine return the memory of large tensors to the system${isBound ? '' : ' (needs the native binding of tfjs-node-gpu)'}`,
    () => {
      const hold = `
        const tf = require(${JSON.stringify(nativePackage?.directory)});
        const hold = () => Array.from({ length: 16 }, () => tf.fill([2048, 4096], 1));
        tf.dispose(hold());
        const tensors = hold();
        const held = process.memoryUsage().rss;
        tf.dispose(tensors);
        process.stdout.write(String((held - process.memoryUsage().rss) / (16 * 2048 * 4096 * 4)));
      `;
      expect(run(hold)).toBeGreaterThan(0.9);
    },
  );

  test.skipIf(!isBound)(
    `limits the native engine to kernels for float32${isBound ? '' : ' (needs the native binding of tfjs-node-gpu)'}`,
    () => {
      const multiply = `
        const tf = require(${JSON.stringify(nativePackage?.directory)});
        tf.matMul(tf.ones([64, 64]), tf.ones([64, 64])).dataSync();
      `;
      const written = write(multiply, { ONEDNN_VERBOSE: '1' });
      expect(written).toMatch(/onednn_verbose,.*,isa:/);
      expect(written).not.toMatch(/,isa:.*(float16|AMX|AVX10)/i);
    },
  );
});
