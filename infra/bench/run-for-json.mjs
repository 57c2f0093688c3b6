import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a program and returns the JSON of the last line that it printed.
 *
 * @throws Error with the end of what it wrote to standard error, where it fails
 */
export async function runForJson(file, args, { env = {}, core } = {}) {
  const [program, ...words] = core === undefined ? [file, ...args] : ['taskset', '-c', core, file, ...args];
  const child = spawn(program, words, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'])
    child[stream].setEncoding('utf8').on('data', (text) => (written[stream] += text));
  const [code, signal] = await once(child, 'close');
  if (code !== 0)
    throw new Error(`${file} ended with ${signal ?? code}: ${written.stderr.trim().split('\n').at(-1)}`);
  return JSON.parse(written.stdout.trim().split('\n').at(-1));
}

/** Whether processes can be kept on one core here. */
export const canPin = (core) => spawnSync('taskset', ['-c', core, 'true']).status === 0;
