import type { OfImages, OfSettings } from '@rote/domain';
import { corruptionCaption, hasCorruptionOptions, percentText } from '@rote/domain';
import { groupRows } from './group-rows.js';
import { countText } from './number-text.js';

/** A corruption with its share of random labels, if the name does not give it. */
export const noiseText = (corruption: string, labelNoise: number): string =>
  hasCorruptionOptions(corruption)
    ? `${corruptionCaption(corruption)}, ${percentText(labelNoise)}`
    : corruptionCaption(corruption);

export const regularizerText = (regularizer: string): string =>
  regularizer === 'none' ? 'no regularizer' : regularizer.replaceAll('+', ' + ');

/** The name of a curve among others; includes the regularizer only if there are several. */
export const curveText = (architecture: string, regularizer: string, regularizers: number): string =>
  regularizers > 1 ? `${architecture}, ${regularizerText(regularizer)}` : architecture;

/**
 * Returns the end of a panel's title for its rows: the data set and the number of train images, if all rows have
 * several. Such rows are not one curve.
 */
export function imagesTextOf<Row extends OfImages>(rows: readonly Row[]): (row: Row) => string {
  const datasets = new Set(rows.map(({ dataset }) => dataset)).size;
  const sizes = new Set(rows.map(({ trainImages }) => trainImages)).size;
  return ({ dataset, trainImages }) =>
    `${datasets > 1 ? `, ${dataset}` : ''}${sizes > 1 ? `, ${countText(trainImages)} train images` : ''}`;
}

/**
 * Returns the end of a row's name, given all rows: its settings, if those of the same name have several. Such rows are
 * not one curve.
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
