import { chmod, mkdir, mkdtemp, readdir, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { NativePackage } from '../native/native-package.js';

const STAGING_PREFIX = 'staging-';

/**
 * Folders of finished builds, by key. They outlive `npm ci`, which empties `node_modules`. A build is made in a staging
 * folder and renamed when it is complete, so every folder under a key is complete; a killed set-up leaves only staging
 * folders. All methods are called under the set-up lock.
 */
export interface BuildCache {
  /** Resolves to undefined if there is no such build. */
  find(key: string): Promise<string | undefined>;
  /** Runs `make` in an empty folder, and keeps the folder under `key` if it succeeds. */
  add(key: string, make: (directory: string) => Promise<void>): Promise<string>;
  remove(key: string): Promise<void>;
}

export async function openBuildCache(cacheDir: string): Promise<BuildCache> {
  await mkdir(cacheDir, { recursive: true });
  for (const entry of await readdir(cacheDir)) {
    if (entry.startsWith(STAGING_PREFIX)) await rm(join(cacheDir, entry), { recursive: true, force: true });
  }
  const find = async (key: string): Promise<string | undefined> => {
    const directory = join(cacheDir, key);
    return (await stat(directory).catch(() => undefined))?.isDirectory() === true ? directory : undefined;
  };
  const remove = async (key: string): Promise<void> => {
    if ((await find(key)) === undefined) return;
    // First moved away in one step: if the process is killed, no half of it is left under the key.
    const removed = join(await mkdtemp(join(cacheDir, STAGING_PREFIX)), key);
    await rename(join(cacheDir, key), removed);
    await rm(join(removed, '..'), { recursive: true, force: true });
  };
  return {
    find,
    remove,
    async add(key, make) {
      const staging = await mkdtemp(join(cacheDir, STAGING_PREFIX));
      try {
        await make(staging);
        // Temporary folders are private, but another account may run what this one has set up.
        await chmod(staging, 0o755);
        await remove(key);
        await rename(staging, join(cacheDir, key));
        return join(cacheDir, key);
      } catch (error) {
        await rm(staging, { recursive: true, force: true });
        throw error;
      }
    },
  };
}

/**
 * Puts a build into an npm package, as a link in place of its folder `lib`, in one step. Node resolves the link before
 * it loads the binding, so the binding finds its libraries beside itself in the cache.
 */
export async function linkBuild(
  directory: string,
  { directory: packageDirectory }: NativePackage,
): Promise<void> {
  const [from, to] = await Promise.all([realpath(packageDirectory), realpath(directory)]);
  const link = join(from, 'lib');
  const fresh = join(from, `lib-${process.pid}`);
  await rm(fresh, { force: true });
  await symlink(relative(from, join(to, 'lib')), fresh);
  // A rename cannot replace a real folder, which upstream's own install step leaves.
  if ((await stat(link).catch(() => undefined)) !== undefined)
    await rm(link, { recursive: true, force: true });
  await rename(fresh, link);
}
