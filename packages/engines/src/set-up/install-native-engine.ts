import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describeError, RoteError } from '@rote/domain';
import { bindingPath, findNativePackage, NATIVE_PACKAGES } from '../native/native-package.js';
import type { NativePackage } from '../native/native-package.js';
import { findNvidiaGpus } from '@rote/devices';
import { openBuildCache } from './build-cache.js';
import { chooseRecipes } from './choose-recipes.js';
import { installed, nothingInstalled } from './engine-installation.js';
import type { EngineInstallation } from './engine-installation.js';
import { probeBinding } from './probe-binding.js';
import { tryRecipes } from './try-recipes.js';
import { withSetUpLock } from './with-set-up-lock.js';

export interface InstallNativeEngineOptions {
  /** Folder for finished builds, created if missing. Several processes may share one. */
  readonly cacheDir: string;
  /** Called with a sentence about what is in progress, for a person. */
  readonly onProgress: (line: string) => void;
  readonly signal?: AbortSignal;
  /** The Python 3 to call. Default: `python3`. */
  readonly python?: string;
  /** Build even if the binding loads or a build is cached. */
  readonly force?: boolean;
  /** Build for NVIDIA GPUs even if none is found here: for an image that will run on machines with GPUs. */
  readonly cuda?: boolean;
}

/**
 * Sets up the native binding of `tfjs-node-gpu` and `tfjs-node`. Can be called any number of times, also by several
 * processes at once. A machine that does not support it is not an error: the notes say why, and the wasm engine needs
 * nothing.
 * @throws RoteError `aborted` if `signal` aborts; an incomplete build is never used
 */
export function installNativeEngine(options: InstallNativeEngineOptions): Promise<EngineInstallation> {
  const packages = NATIVE_PACKAGES.map(findNativePackage).filter((found) => found !== undefined);
  return installInto(packages, options);
}

/** {@link installNativeEngine} for packages in any location, best first. */
export async function installInto(
  packages: readonly NativePackage[],
  {
    cacheDir: givenCacheDir,
    onProgress,
    signal = new AbortController().signal,
    python = 'python3',
    force = false,
    cuda = false,
  }: InstallNativeEngineOptions,
): Promise<EngineInstallation> {
  // Absolute, because links and bindings are resolved from other folders than this process's.
  const cacheDir = resolve(givenCacheDir);
  if (packages.length === 0)
    return nothingInstalled(['npm installed neither @tensorflow/tfjs-node-gpu nor tfjs-node']);
  const hasGpu = cuda || (await findNvidiaGpus({ signal })).length > 0;
  const suits = ({ seesGpu }: Present): boolean => seesGpu || !hasGpu;
  const findSuiting = async (): Promise<Present | undefined> =>
    force ? undefined : findPresent(packages, signal);

  const present = await findSuiting();
  if (present !== undefined && suits(present)) return present.installation;
  try {
    await mkdir(cacheDir, { recursive: true });
    return await withSetUpLock(cacheDir, { onProgress, signal }, async (lockSignal) => {
      // Another process may have set it up while this one waited.
      const meanwhile = await findSuiting();
      if (meanwhile !== undefined && suits(meanwhile)) return meanwhile.installation;
      const recipes = await chooseRecipes(packages, { hasGpu, signal: lockSignal });
      const got = await tryRecipes(
        meanwhile === undefined ? recipes : recipes.filter(({ isForGpu }) => isForGpu),
        {
          cache: await openBuildCache(cacheDir),
          context: { python, onProgress, signal: lockSignal },
          force,
        },
      );
      return got.engine === undefined && meanwhile !== undefined
        ? { ...meanwhile.installation, notes: got.notes }
        : got;
    });
  } catch (error) {
    if (error instanceof RoteError && error.code === 'aborted') throw error;
    return nothingInstalled([`the set-up in ${cacheDir} failed: ${describeError(error)}`]);
  }
}

interface Present {
  readonly seesGpu: boolean;
  readonly installation: EngineInstallation;
}

async function findPresent(
  packages: readonly NativePackage[],
  signal: AbortSignal,
): Promise<Present | undefined> {
  for (const nativePackage of packages) {
    const binding = bindingPath(nativePackage.directory);
    if (!existsSync(binding)) continue;
    const probe = await probeBinding(binding, signal);
    if (probe.loads)
      return { seesGpu: probe.seesGpu, installation: installed(nativePackage, 'present', probe, []) };
  }
  return undefined;
}
