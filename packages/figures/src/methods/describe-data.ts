import type { CellDataset, Corruption } from '@rote/domain';
import { DATASETS, IMAGE_FOLDER } from '@rote/domain';
import { percentText } from '../wording/captions.js';
import { type Group, groupRows } from '../wording/group-rows.js';
import { joinTexts } from '../wording/join-texts.js';
import { countText } from '../wording/number-text.js';

const PREPROCESSING: Readonly<Record<string, string>> = {
  whiten:
    'Images are cropped to 28×28, at the centre unless said otherwise; then each has its own mean subtracted and is divided by its own standard deviation.',
  scale: 'Pixels are divided by 255.',
  inception:
    'Of each image, the central 87.5 % are resized to 299×299, unless said otherwise, and pixels scaled to −1 … 1.',
};

const sizesOf = (datasets: readonly CellDataset[]): string =>
  joinTexts(
    datasets
      .map(({ train }) => train)
      .toSorted((a, b) => a - b)
      .map(countText),
  );

/** An image folder goes by its folder's name. */
const titleOf = (dataset: CellDataset): string =>
  dataset.name === IMAGE_FOLDER ? dataset.folder : dataset.name;

const wholeOf = (dataset: CellDataset): { readonly train: number; readonly test: number } | undefined =>
  dataset.name === IMAGE_FOLDER
    ? dataset.images
    : (DATASETS as Readonly<Record<string, { readonly train: number; readonly test: number }>>)[dataset.name];

const setOf = (dataset: CellDataset): string =>
  [titleOf(dataset), dataset.test, dataset.preprocessing].join(' ');

/** Data sets that differ in the number of train images alone are one text. */
function describeSet([first, ...others]: Group<CellDataset>): string {
  const { train, test, subsetSeed } = first;
  const name = titleOf(first);
  const facts = wholeOf(first);
  if (others.length === 0 && facts?.train === train && facts.test === test)
    return `${name} (all ${countText(train)} train and ${countText(test)} test images)`;
  const of = (whole: number | undefined): string => (whole === undefined ? '' : ` of ${countText(whole)}`);
  return (
    `${name} (${sizesOf([first, ...others])}${of(facts?.train)} train and ${countText(test)}${of(facts?.test)} ` +
    `test images, chosen with seed ${String(subsetSeed)})`
  );
}

/** Which images, how many, and what a network sees of them. */
export const describeData = (datasets: readonly CellDataset[]): readonly string[] => [
  `The data are ${joinTexts([...groupRows(datasets, setOf).values()].map(describeSet))}.`,
  ...new Set(
    datasets.map(({ preprocessing }) => PREPROCESSING[preprocessing] ?? `Preprocessing: ${preprocessing}.`),
  ),
];

const SIMPLE: Readonly<Record<string, string>> = {
  none: 'true labels',
  'random-labels': 'uniformly random labels',
  'random-binary-labels': 'one of two labels at random, in train and test set',
  'shuffled-pixels': 'pixels shuffled alike in all images',
  'random-pixels': 'pixels shuffled anew for each image',
  gaussian: 'images of Gaussian noise with the mean and variance of the train set',
};

/** Partly random labels come in many shares, which are one text. */
function describeNoise(corruptions: readonly Corruption[], excludeTrueClass: boolean): readonly string[] {
  const shares = corruptions.flatMap((each) =>
    each.kind === 'partial-labels' && (each.excludeTrueClass ?? false) === excludeTrueClass
      ? [each.probability]
      : [],
  );
  if (shares.length === 0) return [];
  const range = joinTexts(shares.toSorted((a, b) => a - b).map(percentText));
  const noun = excludeTrueClass ? 'another, uniformly random class' : 'a uniformly random class';
  return [`labels replaced with ${noun}, each with a probability of ${range}`];
}

/** What was done to labels and images before training. */
export function describeCorruptions(corruptions: readonly Corruption[]): string {
  const kinds = corruptions.map(({ kind }) => kind);
  const texts = [
    ...Object.entries(SIMPLE).flatMap(([kind, text]) =>
      (kinds as readonly string[]).includes(kind) ? [text] : [],
    ),
    ...describeNoise(corruptions, false),
    ...describeNoise(corruptions, true),
    ...(kinds.includes('asymmetric-labels')
      ? ['labels replaced by a matrix of transitions between classes']
      : []),
  ];
  return `Cells have ${joinTexts(texts)}. Pixels are shuffled as positions, all channels alike, and Gaussian noise is drawn for each channel and not clamped; images are preprocessed after that. Corrupted data are drawn once from the cell’s seed and stay the same over epochs; test labels are true unless said otherwise.`;
}
