import type { CellDataset, Corruption } from '@rote/domain';
import {
  countText,
  datasetTitle,
  describeCorruptionKinds,
  joinTexts,
  PREPROCESSINGS,
  wholeDataset,
} from '@rote/domain';
import { type Group, groupRows } from '../wording/group-rows.js';

const sizesOf = (datasets: readonly CellDataset[]): string =>
  joinTexts(
    datasets
      .map(({ train }) => train)
      .toSorted((a, b) => a - b)
      .map(countText),
  );

const setOf = (dataset: CellDataset): string =>
  [datasetTitle(dataset), dataset.test, dataset.preprocessing].join(' ');

/** Describes data sets that differ only in the number of train images together. */
function describeSet([first, ...others]: Group<CellDataset>): string {
  const { train, test, subsetSeed } = first;
  const name = datasetTitle(first);
  const whole = wholeDataset(first);
  if (others.length === 0 && whole.train === train && whole.test === test)
    return `${name} (all ${countText(train)} train and ${countText(test)} test images)`;
  return (
    `${name} (${sizesOf([first, ...others])} of ${countText(whole.train)} train and ${countText(test)} of ` +
    `${countText(whole.test)} test images, chosen with seed ${String(subsetSeed)})`
  );
}

/** Describes which images there are, how many, and what a network sees of them. */
export const describeData = (datasets: readonly CellDataset[]): readonly string[] => [
  `The data are ${joinTexts([...groupRows(datasets, setOf).values()].map(describeSet))}.`,
  ...new Set(datasets.map(({ preprocessing }) => PREPROCESSINGS[preprocessing])),
];

/** Describes what was done to labels and images before training. */
export const describeCorruptions = (corruptions: readonly Corruption[]): string =>
  `Cells have ${joinTexts(describeCorruptionKinds(corruptions))}. Pixels are shuffled by position, the same for all channels, and Gaussian noise is drawn for each channel and not clamped; images are preprocessed after that. Corrupted data are drawn once from the cell’s seed and stay the same over epochs; test labels are true unless stated otherwise.`;
