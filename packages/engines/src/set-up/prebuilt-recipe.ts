import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError, RoteError, timeLimit } from '@rote/domain';
import { modulesDirectory, NAPI_VERSION } from '../native/native-package.js';
import type { NativePackage } from '../native/native-package.js';
import { runCommand } from '@rote/devices';
import type { BuildRecipe } from './build-recipe.js';

/** Where upstream keeps its builds. */
const HOST = 'https://storage.googleapis.com/';
const REACHABLE_WITHIN_MS = 5_000;
const INSTALL_TIMEOUT_MS = 20 * 60_000;

/**
 * Upstream's own install step, `scripts/install.js`: libtensorflow 2.9 (CUDA 11.2 for the GPU) and a binding, both
 * downloaded. It writes to the package that contains it, so it runs in a copy of the package.
 */
export function prebuiltRecipe(nativePackage: NativePackage): BuildRecipe {
  const { name, version, directory: packageDirectory } = nativePackage;
  const kind = name === 'tfjs-node-gpu' ? 'gpu' : 'cpu';
  return {
    source: 'prebuilt',
    title: `upstream's prebuilt ${name}`,
    key: `tfjs-${version}-prebuilt-${kind}-${process.platform}-${process.arch}-napi-v${NAPI_VERSION}`,
    isForGpu: kind === 'gpu',
    packages: [nativePackage],
    async build(directory, { onProgress, signal }) {
      await checkReachable(signal);
      onProgress(`Downloading upstream's prebuilt ${name} ${version}`);
      const copy = join(directory, 'package');
      await cp(packageDirectory, copy, {
        recursive: true,
        filter: (path) => path !== join(packageDirectory, 'lib'),
      });
      const modules = modulesDirectory(nativePackage);
      // The script calls node-pre-gyp by its bare name and requires packages that lie beside the original.
      const install = 'PATH="$1/.bin:$PATH" NODE_PATH="$1" exec "$2" scripts/install.js "$3" download';
      const result = await runCommand('sh', ['-c', install, 'sh', modules, process.execPath, kind], {
        cwd: copy,
        signal,
        timeoutMs: INSTALL_TIMEOUT_MS,
      });
      if (result.outcome === 'failed')
        throw new RoteError('engine-unavailable', `its install step failed: ${result.reason}`);
      for (const part of ['lib', 'deps']) await rename(join(copy, part), join(directory, part));
      await rm(copy, { recursive: true });
      await rm(join(directory, 'deps', 'include'), { recursive: true, force: true });
    },
  };
}

/** On a machine without outbound network access, the install step itself would wait for minutes. */
async function checkReachable(signal: AbortSignal): Promise<void> {
  try {
    await fetch(HOST, {
      method: 'HEAD',
      signal: AbortSignal.any([signal, timeLimit(REACHABLE_WITHIN_MS)]),
    });
  } catch (error) {
    throw new RoteError('engine-unavailable', `${HOST} cannot be reached (${describeError(error)})`);
  }
}
