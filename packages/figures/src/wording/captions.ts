import type { OfImages, OfSettings } from '@rote/domain';
import { groupRows } from './group-rows.js';
import { countText } from './number-text.js';

const LABELS: Readonly<Record<string, string>> = {
  none: 'true labels',
  'random-labels': 'random labels',
  'random-binary-labels': 'random binary labels',
  'partial-labels': 'partly random labels',
  'asymmetric-labels': 'asymmetric noise',
  'shuffled-pixels': 'shuffled pixels',
  'random-pixels': 'random pixels',
  gaussian: 'Gaussian images',
};

/** A corruption as the paper's legends name it. */
export const corruptionText = (corruption: string): string => LABELS[corruption] ?? corruption;

/** A share as percent, with as many digits as it needs up to two: `12.5 %`. */
export const percentText = (share: number): string => `${String(Number((100 * share).toFixed(2)))} %`;

/** A corruption with its share of random labels, where the name does not say it. */
export const noiseText = (corruption: string, labelNoise: number): string =>
  corruption === 'partial-labels' || corruption === 'asymmetric-labels'
    ? `${corruptionText(corruption)}, ${percentText(labelNoise)}`
    : corruptionText(corruption);

export const regularizerText = (regularizer: string): string =>
  regularizer === 'none' ? 'no regularizer' : regularizer.replaceAll('+', ' + ');

/** The name of a curve among others: the regularizer only where there are several. */
export const curveText = (architecture: string, regularizer: string, regularizers: number): string =>
  regularizers > 1 ? `${architecture}, ${regularizerText(regularizer)}` : architecture;

/**
 * What the title of a panel ends with, by its rows: the data set and the number of train images, where there are several
 * among all rows. Such rows are not one curve.
 */
export function imagesTextOf<Row extends OfImages>(rows: readonly Row[]): (row: Row) => string {
  const datasets = new Set(rows.map(({ dataset }) => dataset)).size;
  const sizes = new Set(rows.map(({ trainImages }) => trainImages)).size;
  return ({ dataset, trainImages }) =>
    `${datasets > 1 ? `, ${dataset}` : ''}${sizes > 1 ? `, ${countText(trainImages)} train images` : ''}`;
}

/**
 * What a row's name ends with, by all rows: its settings, where those of the same name have several. Such rows are not one
 * curve.
 */
export function settingsTextOf<Row extends OfSettings>(
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): (row: Row) => string {
  const several = new Set(
    [...groupRows(rows, nameOf)]
      .filter(([, group]) => new Set(group.map(({ settings }) => settings)).size > 1)
      .map(([name]) => name),
  );
  return (row) => (several.has(nameOf(row)) ? `, ${row.settings}` : '');
}
