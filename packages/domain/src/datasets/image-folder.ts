import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed, PositiveInteger, Seed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';

/** The name of the data set in cells that use an image folder. */
export const IMAGE_FOLDER = 'image-folder';

/** A plain name, never a path that leads elsewhere. */
const FOLDER_NAME = '^(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._-]{0,99}$';
export const isFolderName = (name: string): boolean => new RegExp(FOLDER_NAME).test(name);

/** Labels have at most two bytes. */
const MAX_CLASSES = 65_536;

/**
 * A folder of images, `train/CLASS/…` and `val/CLASS/…`, in the data directory. Its required content is part of the
 * cell.
 */
export const FolderDataset = Type.Object(
  {
    name: Type.Literal(IMAGE_FOLDER),
    folder: Type.String({ description: 'its name in the data directory' }),
    classes: Type.Integer({ minimum: 2, description: 'number of classes in the folder' }),
    images: Type.Object(
      { train: Type.Integer({ minimum: 1 }), test: Type.Integer({ minimum: 1 }) },
      { ...closed, description: 'number of images in the folder' },
    ),
    train: Type.Integer({ minimum: 1, description: 'number of train images' }),
    test: Type.Integer({ minimum: 1, description: 'number of test images' }),
    subsetSeed: Type.Integer({
      minimum: 0,
      description: 'seed for choosing images; 0 for the whole folder',
    }),
    preprocessing: Type.Literal('inception', { description: 'x / 127.5 − 1' }),
  },
  closed,
);
export type FolderDataset = ValueOf<typeof FolderDataset>;

export const FolderSpec = Type.Object(
  {
    name: Type.Literal(IMAGE_FOLDER),
    folder: Type.String({
      pattern: FOLDER_NAME,
      description: 'the name of a folder in the data directory, of letters, digits, ".", "_" and "-"',
    }),
    classes: Type.Integer({ minimum: 2, maximum: MAX_CLASSES }),
    images: Type.Object(
      { train: PositiveInteger, test: PositiveInteger },
      { ...closed, description: 'how many images the folder has: {train, test}' },
    ),
    train: Type.Optional(PositiveInteger),
    test: Type.Optional(PositiveInteger),
    subsetSeed: Type.Optional(Seed),
  },
  closed,
);
export type FolderSpec = Static<typeof FolderSpec>;

export function resolveFolder(spec: FolderSpec): FolderDataset {
  const { images, train = images.train, test = images.test, subsetSeed = 0 } = spec;
  const whole = train === images.train && test === images.test;
  return {
    name: spec.name,
    folder: spec.folder,
    classes: spec.classes,
    images,
    train,
    test,
    subsetSeed: whole ? 0 : subsetSeed,
    preprocessing: 'inception',
  };
}
