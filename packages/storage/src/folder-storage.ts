import { createReadStream, type Dirent } from 'node:fs';
import { opendir, readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeDurably } from './durable-write.js';
import { createLeftoverSweep } from './leftovers.js';
import { checkName, checkPrefix } from './object-name.js';
import type { ObjectStorage } from './object-storage.js';
import { codeOf, storageUnavailable } from './storage-unavailable.js';

/** Inside the folder, to be on the same file system; no object's name starts with a dot. */
const STAGING = '.staging';
const PAGE = 1000;

/** Objects as files in a folder, which several hosts may share. An object's name is its path in the folder. */
export function openFolderStorage(folder: string): ObjectStorage {
  const staging = join(folder, STAGING);
  const sweepLeftovers = createLeftoverSweep(staging);
  const pathOf = (name: string): string => join(folder, checkName(name));

  async function* walk(at: string): AsyncGenerator<string> {
    for (const entry of await readFolder(at)) {
      const path = join(at, entry.name);
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) yield* walk(path);
      else if (entry.isFile()) yield relative(folder, path);
    }
  }

  return {
    locate: (name) => pathToFileURL(pathOf(name)).href,
    async read(name) {
      const path = pathOf(name);
      try {
        return await readFile(path);
      } catch (cause) {
        if (codeOf(cause) === 'ENOENT') return undefined;
        throw storageUnavailable(`read ${path}`, cause);
      }
    },
    async write(name, bytes) {
      await sweepLeftovers();
      await writeDurably(pathOf(name), bytes, staging);
    },
    async writeFile(name, path) {
      await sweepLeftovers();
      await writeDurably(pathOf(name), createReadStream(path), staging);
    },
    async list(prefix) {
      const parent = join(folder, checkPrefix(prefix).slice(0, prefix.lastIndexOf('/') + 1));
      const names: string[] = [];
      try {
        for await (const name of walk(parent)) if (name.startsWith(prefix)) names.push(name);
      } catch (cause) {
        throw storageUnavailable(`list ${parent}`, cause);
      }
      return names.sort();
    },
    async *folders() {
      try {
        let page: string[] = [];
        for await (const entry of await opendir(folder)) {
          if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
          if (page.push(entry.name) < PAGE) continue;
          yield page;
          page = [];
        }
        if (page.length > 0) yield page;
      } catch (cause) {
        if (codeOf(cause) !== 'ENOENT') throw storageUnavailable(`list ${folder}`, cause);
      }
    },
    async remove(name) {
      const path = pathOf(name);
      try {
        await rm(path, { force: true });
      } catch (cause) {
        throw storageUnavailable(`remove ${path}`, cause);
      }
      await removeEmptyFolders(dirname(path), folder);
    },
    close: () => undefined,
  };
}

/** A folder that another process removes at the same time counts as empty. */
async function readFolder(path: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Removes `from` and its parents below `root`, up to the first that is in use. */
async function removeEmptyFolders(from: string, root: string): Promise<void> {
  try {
    for (let folder = from; folder !== root; folder = dirname(folder)) await rmdir(folder);
  } catch {
    // It is in use, or another process has removed it.
  }
}
