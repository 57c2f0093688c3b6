import type { ComparisonRow } from '@rote/domain';
import { corruptionCaption } from '@rote/domain';
import type { Markup } from '../markup.js';
import { noiseText } from '../wording/captions.js';
import {
  countText,
  meanNumberText,
  meanShareText,
  shareText,
  significantText,
} from '../wording/number-text.js';
import { drawTable } from './draw-table.js';
import { settingsColumn } from './settings-column.js';
import { drawVerdict } from './verdict.js';

const isShare = (metric: string): boolean => metric.endsWith('_accuracy') || metric === 'test_error';

const valueText = (metric: string, value: number | null): string =>
  isShare(metric) ? shareText(value) : significantText(value);

const oursText = ({ metric, ours, atLeast, sd, n }: ComparisonRow): string => {
  if (ours === null && atLeast !== null) return `≥ ${significantText(atLeast)}`;
  return isShare(metric) ? meanShareText(ours, sd, n) : meanNumberText(ours, sd, n);
};

const bandText = ({ metric, bandLow, bandHigh }: ComparisonRow): string =>
  bandLow === null && bandHigh === null
    ? '–'
    : `${valueText(metric, bandLow)} to ${valueText(metric, bandHigh)}`;

/** Every number of the paper for which the sweep has one. */
export function paperComparison(rows: readonly ComparisonRow[]): Markup {
  const settings = settingsColumn(rows, (row) => [
    row.source,
    row.architecture,
    row.corruption,
    row.labelNoise,
    row.regularizer,
    row.trainImages,
    row.metric,
  ]);
  return drawTable({
    caption:
      'Our numbers and the paper’s. “subset”: on part of the train set, so a difference means nothing; “unclear”: there is no band, ours is off, and our interval contains the paper’s; “unfitted”: some cells did not fit within all their epochs, and “censored”: some were stopped before they fitted, so the mean is at least (≥) what is shown. Mean ± standard deviation (cells).',
    columns: [
      { title: 'where' },
      { title: 'network' },
      { title: 'data' },
      { title: 'regularizer' },
      ...settings.columns,
      { title: 'train images', isNumeric: true },
      { title: 'what' },
      { title: 'ours', isNumeric: true },
      { title: 'paper', isNumeric: true },
      { title: 'band', isNumeric: true },
      { title: 'verdict' },
    ],
    rows: rows.map((row) => [
      row.source.replace('-', ' '),
      row.architecture,
      row.corruption === 'partial-labels'
        ? noiseText(row.corruption, row.labelNoise)
        : corruptionCaption(row.corruption),
      row.regularizer,
      ...settings.cellsOf(row),
      countText(row.trainImages),
      row.metric.replaceAll('_', ' '),
      oursText(row),
      valueText(row.metric, row.paper),
      bandText(row),
      drawVerdict(row.verdict),
    ]),
  });
}
