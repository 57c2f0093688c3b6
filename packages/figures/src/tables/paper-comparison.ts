import type { ComparisonRow } from '@rote/domain';
import { corruptionText, noiseText } from '../figures/captions.js';
import type { Markup } from '../markup.js';
import { drawTable } from './draw-table.js';
import { countText, meanShareText, shareText, significantText } from './number-text.js';
import { drawVerdict } from './verdict.js';

const isShare = (metric: string): boolean => metric.endsWith('_accuracy') || metric === 'test_error';

const valueText = (metric: string, value: number | null): string =>
  isShare(metric) ? shareText(value) : significantText(value);

function oursText({ metric, ours, sd, n }: ComparisonRow): string {
  if (ours === null) return '–';
  if (isShare(metric)) return meanShareText(ours, sd, n);
  return `${significantText(ours)}${sd === null ? '' : ` ± ${significantText(sd)}`} (${String(n)})`;
}

const bandText = ({ metric, bandLow, bandHigh }: ComparisonRow): string =>
  bandLow === null && bandHigh === null
    ? '–'
    : `${valueText(metric, bandLow)} to ${valueText(metric, bandHigh)}`;

/** Every number of the paper that the sweep has one for. */
export const paperComparison = (rows: readonly ComparisonRow[]): Markup =>
  drawTable({
    caption:
      'Ours and the paper’s. “subset”: on a part of the train set, so that nothing follows from a difference; “unclear”: off, but with the paper’s in our interval; “unfitted”: some cells never fitted. Mean ± standard deviation (cells).',
    columns: [
      { title: 'where' },
      { title: 'network' },
      { title: 'data' },
      { title: 'regularizer' },
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
        : corruptionText(row.corruption),
      row.regularizer,
      countText(row.trainImages),
      row.metric.replaceAll('_', ' '),
      oursText(row),
      valueText(row.metric, row.paper),
      bandText(row),
      drawVerdict(row.verdict),
    ]),
  });
