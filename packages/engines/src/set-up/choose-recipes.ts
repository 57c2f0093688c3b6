import type { NativePackage } from '../native/native-package.js';
import { runCommand } from '@rote/devices';
import type { BuildRecipe } from './build-recipe.js';
import { prebuiltRecipe } from './prebuilt-recipe.js';
import { wheelRecipe } from './wheel-recipe.js';

/**
 * The ways to a binding that may suit this machine, best first: TensorFlow 2.21 before upstream's 2.9, and CUDA before
 * the CPU if there is a GPU (docs/adr/0004-native-engine-from-a-wheel.md).
 * @param packages installed packages, best first
 */
export async function chooseRecipes(
  packages: readonly NativePackage[],
  { hasGpu, signal }: { readonly hasGpu: boolean; readonly signal: AbortSignal },
): Promise<readonly BuildRecipe[]> {
  const { platform, arch } = process;
  const [first] = packages;
  if (first === undefined) return [];
  const gpuPackage = packages.find(({ name }) => name === 'tfjs-node-gpu');
  const cpuPackage = packages.find(({ name }) => name === 'tfjs-node');
  const recipes: BuildRecipe[] = [];
  if (platform === 'linux' && arch === 'x64' && hasGpu && gpuPackage !== undefined) {
    recipes.push(wheelRecipe('cuda', gpuPackage, [gpuPackage]));
  }
  if (platform === 'linux' && (arch === 'x64' || arch === 'arm64'))
    recipes.push(wheelRecipe('cpu', first, packages));
  if (
    platform === 'linux' &&
    arch === 'x64' &&
    hasGpu &&
    gpuPackage !== undefined &&
    (await hasCuda11(signal))
  ) {
    recipes.push(prebuiltRecipe(gpuPackage));
  }
  if (platform === 'linux' || platform === 'darwin') {
    if (cpuPackage !== undefined) recipes.push(prebuiltRecipe(cpuPackage));
  }
  return recipes;
}

/** Whether the loader finds the CUDA 11 libraries that upstream's build for GPUs needs. */
async function hasCuda11(signal: AbortSignal): Promise<boolean> {
  const cache = await runCommand('ldconfig', ['-p'], { signal });
  return cache.outcome === 'succeeded' && cache.stdout.includes('libcudart.so.11.0');
}
