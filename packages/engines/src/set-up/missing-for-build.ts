import { statfs } from 'node:fs/promises';
import { runCommand } from '../run-command.js';
import type { SetUpContext } from './build-recipe.js';
import type { TensorflowVariant } from './tensorflow-wheels.js';

const GIGABYTE = 1e9;

/** Wheel, what is unpacked of it and the build, at the same time. */
const DISK_BYTES: Readonly<Record<TensorflowVariant, number>> = { cpu: 1.6 * GIGABYTE, cuda: 9 * GIGABYTE };

/** Everything that a build against TensorFlow's wheel misses on this machine, each with how to get it. */
export async function findMissingForBuild(
  variant: TensorflowVariant,
  directory: string,
  { python, signal }: SetUpContext,
): Promise<readonly string[]> {
  const runs = async (file: string, args: readonly string[]): Promise<boolean> =>
    (await runCommand(file, args, { signal, timeoutMs: 30_000 })).outcome === 'succeeded';
  const missing: string[] = [];
  if (!(await runs(python, ['-c', 'import zipfile']))) {
    missing.push(`Python 3 (looked for ${python}; Debian and Ubuntu: apt install python3 python3-pip)`);
  } else if (!(await runs(python, ['-m', 'pip', '--version']))) {
    missing.push(`pip for ${python} (Debian and Ubuntu: apt install python3-pip)`);
  }
  if (!(await runs('make', ['--version'])) || !(await runs('g++', ['--version']))) {
    missing.push('a C++ compiler with make (Debian and Ubuntu: apt install g++ make)');
  }
  const { bavail, bsize } = await statfs(directory);
  const freeBytes = bavail * bsize;
  if (freeBytes < DISK_BYTES[variant]) {
    missing.push(
      `disk space: ${gigabytes(DISK_BYTES[variant])} in ${directory}, which has ${gigabytes(freeBytes)} free`,
    );
  }
  return missing;
}

function gigabytes(bytes: number): string {
  return `${(bytes / GIGABYTE).toFixed(1)} GB`;
}
