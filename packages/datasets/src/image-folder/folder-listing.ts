import type { Dirent, Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RoteError } from '@rote/domain';

/** An image in a folder, by name and length; its pixels are not read yet. */
export interface ListedImage {
  readonly path: string;
  /** `CLASS/NAME`, the same on every machine. */
  readonly name: string;
  readonly bytes: number;
  /** Index of its class. */
  readonly label: number;
}

export interface FolderListing {
  /** Names of the folders in `train`, sorted by their code units; a label is an index of these. */
  readonly classes: readonly string[];
  readonly train: readonly ListedImage[];
  readonly test: readonly ListedImage[];
}

/** Excludes hidden files: macOS writes `._1.png` beside `1.png`. */
const IMAGE = /^[^.].*\.(jpe?g|png|webp)$/i;
/** The possible folders for the test images. */
const TEST_FOLDERS = ['val', 'test'] as const;

const sortedNames = (entries: readonly Dirent[]): readonly string[] => entries.map(({ name }) => name).sort();

interface Place {
  readonly path: string;
  /** `undefined` if there is none. */
  readonly entries: readonly Dirent[] | undefined;
}
const hasEntries = (place: Place): place is Place & { readonly entries: readonly Dirent[] } =>
  place.entries !== undefined;

/** `undefined` if there is none. */
async function entriesOf(folder: string): Promise<readonly Dirent[] | undefined> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @throws RoteError `data-corrupt` if a link is broken */
async function followLink(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new RoteError(
      'data-corrupt',
      `${path} is a broken link: restore its target, or remove the link and update the numbers of classes and images in the sweep`,
      { cause },
    );
  }
}

async function isFolder(path: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return (await followLink(join(path, entry.name))).isDirectory();
}

/** The names of the folders in a folder, and of links to folders, except hidden ones. */
async function classesOf(path: string, entries: readonly Dirent[]): Promise<readonly string[]> {
  const visible = entries.filter(({ name }) => !name.startsWith('.'));
  const are = await Promise.all(visible.map((entry) => isFolder(path, entry)));
  return sortedNames(visible.filter((_, index) => are[index]));
}

async function listClass(folder: string, name: string, label: number): Promise<readonly ListedImage[]> {
  const files = await readdir(join(folder, name), { withFileTypes: true });
  const images = sortedNames(files.filter((file) => IMAGE.test(file.name) && !file.isDirectory()));
  const listed = await Promise.all(
    images.map(async (file) => {
      const path = join(folder, name, file);
      const found = await followLink(path);
      // Reading a pipe or a device that is named like an image may never end.
      return found.isFile() ? { path, name: `${name}/${file}`, bytes: found.size, label } : undefined;
    }),
  );
  return listed.filter((image) => image !== undefined);
}

export interface ListOptions {
  readonly signal: AbortSignal;
  /** Called for every class listed. */
  readonly onActivity?: (() => void) | undefined;
}

/**
 * Lists one class after the other, to look at no more files at a time than one class has.
 *
 * @param classes their names
 * @param labels of the classes by their names
 */
async function listClasses(
  { path, classes }: { readonly path: string; readonly classes: readonly string[] },
  labels: ReadonlyMap<string, number>,
  { signal, onActivity }: ListOptions,
): Promise<readonly ListedImage[]> {
  const images: ListedImage[] = [];
  for (const name of classes) {
    signal.throwIfAborted();
    for (const image of await listClass(path, name, labels.get(name)!)) images.push(image);
    onActivity?.();
  }
  return images;
}

/**
 * Lists an image folder: `train/CLASS/…` and `val/CLASS/…` (or `test/CLASS/…`), each image a `.jpg`, `.jpeg`, `.png` or
 * `.webp`. Other files are ignored. Sorted by class and name.
 *
 * @throws RoteError `data-unavailable` if a part of it is missing; `data-corrupt` if the test images have classes that
 *   the train images lack, or a link is broken
 */
export async function listFolder(folder: string, options: ListOptions): Promise<FolderListing> {
  const train = { path: join(folder, 'train'), entries: await entriesOf(join(folder, 'train')) };
  const held = await Promise.all(
    TEST_FOLDERS.map(async (name) => ({
      path: join(folder, name),
      entries: await entriesOf(join(folder, name)),
    })),
  );
  const test = held.find(hasEntries);
  if (!hasEntries(train) || test === undefined) {
    const missing = hasEntries(train) ? held.map(({ path }) => path).join(' or ') : train.path;
    throw new RoteError(
      'data-unavailable',
      `there is no ${missing} on this worker's host: put the images there as train/CLASS/*.jpg and val/CLASS/*.jpg, or link to a folder with that layout`,
    );
  }
  const classes = await classesOf(train.path, train.entries);
  const tested = await classesOf(test.path, test.entries);
  const labels = new Map(classes.map((name, label) => [name, label]));
  const unknown = tested.filter((name) => !labels.has(name));
  if (unknown.length > 0)
    throw new RoteError(
      'data-corrupt',
      `${test.path} has ${String(unknown.length)} classes that ${train.path} lacks, such as ${unknown[0]!}: give both the same classes`,
    );
  return {
    classes,
    train: await listClasses({ path: train.path, classes }, labels, options),
    test: await listClasses({ path: test.path, classes: tested }, labels, options),
  };
}
