import { execFile } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface BenchRun<Json> {
  readonly stdout: string;
  readonly stderr: string;
  /** What the option `--json` wrote. */
  readonly json: Json;
}

/** Runs a benchmark of `npm run bench:NAME` with `--json`, in an environment that has only these variables of Rote. */
export async function runBench<Json>(
  name: string,
  args: readonly string[],
  { folder, env = {} }: { readonly folder: string; readonly env?: Readonly<Record<string, string>> },
): Promise<BenchRun<Json>> {
  const file = join(folder, `${name}.json`);
  const program = fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, ...args, '--json', file], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  return { stdout, stderr, json: JSON.parse(await readFile(file, 'utf8')) as Json };
}

/** Writes a program that takes Python's place and prints this JSON; returns its file. */
export async function fakePython(folder: string, name: string, output: object): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, `#!/bin/sh\necho '${JSON.stringify(output)}'\n`);
  await chmod(file, 0o755);
  return file;
}
