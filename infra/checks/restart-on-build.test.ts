import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useTempDir, waitFor } from '@rote/testkit';
import { beforeEach, expect, it } from 'vitest';
import { restartOnBuild } from '../setup/restart-on-build.mjs';

let cwd: string;

beforeEach(async () => {
  cwd = await useTempDir();
  await mkdir(join(cwd, 'src'));
});

/** A program that records when it starts, and when it is asked to end. */
const programOf = (version: string): string => `
const { appendFileSync } = require('node:fs');
const note = (what) => appendFileSync('log', what + ' ${version}\\n');
process.on('SIGTERM', () => { note('ended'); process.exit(); });
setInterval(() => undefined, 1000);
note('started');
`;

/** A build that checks the syntax, records the result, and copies the source to where it is run. */
const BUILD = `
const { spawnSync } = require('node:child_process');
const { appendFileSync, copyFileSync } = require('node:fs');
const { status } = spawnSync(process.execPath, ['--check', 'src/main.cjs']);
appendFileSync('builds', status + ' ');
if (status === 0) copyFileSync('src/main.cjs', 'main.cjs');
process.exitCode = status;
`;

it('runs the newest build that succeeded, one at a time, and ends what it started', async () => {
  const read = (file: string): Promise<string> => readFile(join(cwd, file), 'utf8').catch(() => '');
  const write = (source: string): Promise<void> => writeFile(join(cwd, 'src/main.cjs'), source);
  await write(programOf('one'));
  const dev = restartOnBuild({
    folders: ['src'],
    build: [process.execPath, '-e', BUILD],
    program: [process.execPath, 'main.cjs'],
    cwd,
  });
  const until = (file: string, text: string) =>
    waitFor(async () => (await read(file)).includes(text), {
      timeoutMs: 60_000,
      describe: `${text} in ${file}`,
    });
  try {
    await until('log', 'started one');
    await write('a word that is no program');
    await until('builds', '0 1');
    expect(await read('log')).toBe('started one\n');
    await write(programOf('two'));
    await until('log', 'started two');
  } finally {
    await dev.stop();
  }
  expect(await read('log')).toBe('started one\nended one\nstarted two\nended two\n');
}, 120_000);
