import { describeError, RoteError } from '@rote/domain';
import { bindingPath } from '../native/native-package.js';
import { linkBuild } from './build-cache.js';
import type { BuildCache } from './build-cache.js';
import type { BuildRecipe, SetUpContext } from './build-recipe.js';
import { installed, nothingInstalled } from './engine-installation.js';
import type { EngineInstallation } from './engine-installation.js';
import { probeBinding } from './probe-binding.js';

export interface RecipeTrial {
  readonly cache: BuildCache;
  readonly context: SetUpContext;
  /** Do not use a cached build. */
  readonly force: boolean;
}

/**
 * Installs the first recipe whose binding loads, from the cache or built now.
 * @throws RoteError `aborted`
 */
export async function tryRecipes(
  recipes: readonly BuildRecipe[],
  trial: RecipeTrial,
): Promise<EngineInstallation> {
  const notes: string[] =
    recipes.length === 0 ? [`no build is known for ${process.platform} on ${process.arch}`] : [];
  for (const recipe of recipes) {
    try {
      return await installRecipe(recipe, trial, notes);
    } catch (error) {
      if (error instanceof RoteError && error.code === 'aborted') throw error;
      notes.push(`${recipe.title}: ${describeError(error)}`);
    }
  }
  return nothingInstalled(notes);
}

async function installRecipe(
  recipe: BuildRecipe,
  trial: RecipeTrial,
  notes: string[],
): Promise<EngineInstallation> {
  const { cache, context, force } = trial;
  const cached = force ? undefined : await findLoadingBuild(recipe, trial, notes);
  const directory =
    cached ?? (await cache.add(recipe.key, (staging) => buildVerified(recipe, staging, context)));
  for (const nativePackage of recipe.packages) await linkBuild(directory, nativePackage);
  const [first] = recipe.packages;
  if (first === undefined) throw new Error(`${recipe.title} serves no package`);
  const probe = await probeLoading(directory, context.signal);
  if (recipe.isForGpu && !probe.seesGpu) {
    notes.push(
      `${recipe.title} is installed but sees no usable GPU: is the NVIDIA driver new enough (525 or later)?`,
    );
  }
  return installed(first, cached === undefined ? recipe.source : 'cache', probe, notes);
}

/** Returns the cached build. If it no longer loads (another libc, a damaged disk), removes it instead. */
async function findLoadingBuild(
  recipe: BuildRecipe,
  { cache, context }: RecipeTrial,
  notes: string[],
): Promise<string | undefined> {
  const directory = await cache.find(recipe.key);
  if (directory === undefined) return undefined;
  const probe = await probeBinding(bindingPath(directory), context.signal);
  if (probe.loads) return directory;
  notes.push(`${recipe.title}: the build in the cache does not load (${probe.reason}), so it was removed`);
  await cache.remove(recipe.key);
  return undefined;
}

async function buildVerified(recipe: BuildRecipe, staging: string, context: SetUpContext): Promise<void> {
  await recipe.build(staging, context);
  await probeLoading(staging, context.signal);
}

async function probeLoading(
  directory: string,
  signal: AbortSignal,
): Promise<{ tensorflow: string; seesGpu: boolean }> {
  const probe = await probeBinding(bindingPath(directory), signal);
  if (!probe.loads) throw new RoteError('engine-unavailable', `the binding does not load: ${probe.reason}`);
  return probe;
}
