import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RoteError } from '@rote/domain';
import { NAPI_VERSION } from '../native/native-package.js';
import type { NativePackage } from '../native/native-package.js';
import type { BuildRecipe } from './build-recipe.js';
import { compileBinding } from './compile-binding.js';
import { findPrerequisites } from './prerequisites.js';
import { fetchTensorflow, TENSORFLOW_VERSION } from './tensorflow-wheels.js';
import type { TensorflowVariant } from './tensorflow-wheels.js';

const TITLES: Readonly<Record<TensorflowVariant, string>> = { cpu: 'for the CPU', cuda: 'with CUDA 12' };
const DOWNLOADS: Readonly<Record<TensorflowVariant, string>> = { cpu: 'about 270 MB', cuda: 'about 600 MB' };

/**
 * Builds the binding against the libtensorflow in a TensorFlow Python wheel
 * (docs/adr/0004-native-engine-from-a-wheel.md).
 */
export function wheelRecipe(
  variant: TensorflowVariant,
  first: NativePackage,
  packages: readonly NativePackage[],
): BuildRecipe {
  const title = `TensorFlow ${TENSORFLOW_VERSION} ${TITLES[variant]}`;
  return {
    source: 'wheel',
    title,
    key: `tfjs-${first.version}-tensorflow-${TENSORFLOW_VERSION}-${variant}-${process.platform}-${process.arch}-napi-v${NAPI_VERSION}`,
    isForGpu: variant === 'cuda',
    packages,
    async build(directory, context) {
      const prerequisites = await findPrerequisites({ variant, directory, ...context });
      const missing = prerequisites.flatMap((prerequisite) => prerequisite.missing ?? []);
      if (missing.length > 0) throw new RoteError('engine-unavailable', `it needs ${missing.join(', and ')}`);
      const deps = join(directory, 'deps');
      context.onProgress(`Downloading ${title} (${DOWNLOADS[variant]})`);
      await fetchTensorflow(variant, deps, context);
      context.onProgress(`Compiling the binding of ${first.name} ${first.version}`);
      await compileBinding(first, directory, context);
      for (const leftover of ['build', 'binding', 'binding.gyp', join('deps', 'include')]) {
        await rm(join(directory, leftover), { recursive: true, force: true });
      }
    },
  };
}
