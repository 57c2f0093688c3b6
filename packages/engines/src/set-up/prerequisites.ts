import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { runCommand } from '@rote/devices';
import { findNodeHeaders } from './node-headers.js';
import type { TensorflowVariant } from './tensorflow-wheels.js';

const GIGABYTE = 1e9;

/** The wheel, its unpacked files and the build, all at the same time. */
const DISK_BYTES: Readonly<Record<TensorflowVariant, number>> = { cpu: 1.6 * GIGABYTE, cuda: 9 * GIGABYTE };

/** The first pip that knows TensorFlow's wheels by their name (PEP 600). */
const OLDEST_PIP = { major: 20, minor: 3 } as const;

/** Something that the machine must have for a build against TensorFlow's wheel. */
export interface Prerequisite {
  readonly name: string;
  /** What was found, for a person: a version, a size. */
  readonly found: string;
  /** What to get, and how; undefined if nothing is missing. */
  readonly missing?: string;
}

export interface PrerequisiteOptions {
  readonly variant: TensorflowVariant;
  /** The folder for the build; need not exist. */
  readonly directory: string;
  /** The Python interpreter to call. */
  readonly python: string;
  readonly signal: AbortSignal;
}

/** Everything that the machine must have for a build against TensorFlow's wheel, present or not. */
export async function findPrerequisites({
  variant,
  directory,
  python,
  signal,
}: PrerequisiteOptions): Promise<readonly Prerequisite[]> {
  /** Returns the first line that a program prints; undefined if it is missing or fails. */
  const ask = async (file: string, args: readonly string[]): Promise<string | undefined> => {
    const result = await runCommand(file, args, { signal, timeoutMs: 30_000 });
    return result.outcome === 'succeeded' ? (result.stdout.split('\n')[0] ?? '') : undefined;
  };
  const pythonVersion = await ask(python, [
    '-c',
    'import sys, zipfile; print("Python %d.%d.%d" % sys.version_info[:3])',
  ]);
  const pip = pythonVersion === undefined ? undefined : await ask(python, ['-m', 'pip', '--version']);
  const compiler = await ask('g++', ['--version']);
  const make = await ask('make', ['--version']);
  return [
    prerequisite(
      'Python 3',
      pythonVersion,
      `Python 3 (looked for ${python}; Debian and Ubuntu: apt install python3 python3-pip)`,
    ),
    // If Python itself is missing, its package also brings pip.
    pythonVersion === undefined ? { name: 'pip', found: 'unknown without Python' } : judgePip(python, pip),
    prerequisite(
      'C++ compiler',
      compiler,
      'a C++ compiler, found no g++ (Debian and Ubuntu: apt install g++)',
    ),
    prerequisite('make', make, 'make (Debian and Ubuntu: apt install make)'),
    {
      name: "Node's headers",
      found: findNodeHeaders() ?? 'not beside this Node: node-gyp downloads them from nodejs.org',
    },
    await diskSpace(variant, directory),
  ];
}

function prerequisite(name: string, found: string | undefined, missing: string): Prerequisite {
  return found === undefined ? { name, found: 'none', missing } : { name, found };
}

/** @param found what `pip --version` prints, for instance `pip 23.2.1 from …` */
function judgePip(python: string, found: string | undefined): Prerequisite {
  if (found === undefined)
    return {
      name: 'pip',
      found: 'none',
      missing: `pip for ${python} (Debian and Ubuntu: apt install python3-pip)`,
    };
  const [, major, minor] = /^pip (\d+)\.(\d+)/.exec(found) ?? [];
  const isOld =
    major !== undefined &&
    (Number(major) < OLDEST_PIP.major ||
      (Number(major) === OLDEST_PIP.major && Number(minor) < OLDEST_PIP.minor));
  return {
    name: 'pip',
    found,
    ...(isOld && {
      missing:
        `pip ${OLDEST_PIP.major}.${OLDEST_PIP.minor} or newer, this is ${major}.${minor ?? ''} ` +
        `(${python} -m pip install --upgrade pip)`,
    }),
  };
}

async function diskSpace(variant: TensorflowVariant, directory: string): Promise<Prerequisite> {
  const { bavail, bsize } = await statfs(nearestFolder(directory));
  const freeBytes = bavail * bsize;
  const needed = DISK_BYTES[variant];
  return {
    name: 'disk space',
    found: `${gigabytes(freeBytes)} free, ${gigabytes(needed)} needed`,
    ...(freeBytes < needed && {
      missing: `disk space: ${gigabytes(needed)} in ${directory}, which has ${gigabytes(freeBytes)} free`,
    }),
  };
}

/** The folder itself, or the one above that exists. */
function nearestFolder(directory: string): string {
  return existsSync(directory) ? directory : nearestFolder(dirname(directory));
}

function gigabytes(bytes: number): string {
  return `${(bytes / GIGABYTE).toFixed(1)} GB`;
}
