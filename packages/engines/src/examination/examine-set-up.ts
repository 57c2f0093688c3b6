import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bindingPath, findNativePackage, NATIVE_PACKAGES } from '../native/native-package.js';
import type { NativeEngineName } from '../native/native-package.js';
import { findNvidiaGpus } from '@rote/devices';
import { findPrerequisites } from '../set-up/prerequisites.js';
import type { Prerequisite } from '../set-up/prerequisites.js';
import { probeBinding } from '../set-up/probe-binding.js';

/** What the set-up of the native engine finds on this machine. */
export interface SetUpExamination {
  readonly packages: readonly {
    readonly name: NativeEngineName;
    /** Undefined if npm did not install the package. */
    readonly version: string | undefined;
    readonly hasBinding: boolean;
  }[];
  readonly prerequisites: readonly Prerequisite[];
  /** An absolute path. */
  readonly cacheDir: string;
  readonly cachedBuilds: readonly {
    readonly key: string;
    /** For a person: `loads: TensorFlow 2.21.0`, or why it does not load. */
    readonly state: string;
    readonly loads: boolean;
  }[];
}

export interface SetUpExaminationOptions {
  readonly cacheDir: string;
  readonly signal: AbortSignal;
  /** The Python 3 to call. Default: `python3`. */
  readonly python?: string;
}

/**
 * Examines what `installNativeEngine` would use, and changes nothing.
 * @throws RoteError `aborted`
 */
export async function examineSetUp({
  cacheDir: givenCacheDir,
  signal,
  python = 'python3',
}: SetUpExaminationOptions): Promise<SetUpExamination> {
  const cacheDir = resolve(givenCacheDir);
  const hasGpu = (await findNvidiaGpus({ signal })).length > 0;
  return {
    packages: NATIVE_PACKAGES.map((name) => {
      const nativePackage = findNativePackage(name);
      return {
        name,
        version: nativePackage?.version,
        hasBinding: nativePackage !== undefined && existsSync(bindingPath(nativePackage.directory)),
      };
    }),
    prerequisites: await findPrerequisites({
      variant: hasGpu ? 'cuda' : 'cpu',
      directory: cacheDir,
      python,
      signal,
    }),
    cacheDir,
    cachedBuilds: await findCachedBuilds(cacheDir, signal),
  };
}

async function findCachedBuilds(
  cacheDir: string,
  signal: AbortSignal,
): Promise<SetUpExamination['cachedBuilds']> {
  const entries = await readdir(cacheDir).catch(() => []);
  // An entry without a binding is a lock, or the staging folder of a set-up in progress.
  const keys = entries.filter((entry) => existsSync(bindingPath(join(cacheDir, entry)))).sort();
  const builds: SetUpExamination['cachedBuilds'][number][] = [];
  for (const key of keys) {
    const probe = await probeBinding(bindingPath(join(cacheDir, key)), signal);
    builds.push({
      key,
      loads: probe.loads,
      state: probe.loads
        ? `TensorFlow ${probe.tensorflow}, sees ${probe.seesGpu ? 'a' : 'no'} GPU`
        : `does not load: ${probe.reason}`,
    });
  }
  return builds;
}
