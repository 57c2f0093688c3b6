import type { OfImages, OfSettings, PaperPoint } from '@rote/domain';
import { shareAxis } from '../chart/axes.js';
import type { Panel, Point, Series } from '../chart/chart.js';
import { colorsOf } from '../chart/palette.js';
import { curveText, settingsTextOf, imagesTextOf } from '../wording/captions.js';
import { groupRows, type Group } from '../wording/group-rows.js';
import { curvesOf } from './curves-of.js';
import { paperCurve } from './paper-curve.js';

interface NoiseRow extends OfImages, OfSettings {
  readonly architecture: string;
  readonly regularizer: string;
  readonly labelNoise: number;
}

interface NoiseCurves<Row> {
  readonly ours: (rows: Group<Row>) => readonly Point[];
  readonly paper: readonly PaperPoint[];
  /** Which of the paper's curves to draw. */
  readonly source: string;
  readonly metric: string;
}

interface NoisePanel extends Pick<Panel, 'x' | 'series'> {
  /** The end of the panel's title. */
  readonly images: string;
}

/**
 * Curves against label noise, one for each network and regularizer, with a panel for each data set and number of train
 * images.
 */
export function noiseCurves<Row extends NoiseRow>(
  rows: readonly Row[],
  { ours, paper, source, metric }: NoiseCurves<Row>,
): readonly NoisePanel[] {
  const regularizers = new Set(rows.map(({ regularizer }) => regularizer)).size;
  const nameOf = (row: Row): string => curveText(row.architecture, row.regularizer, regularizers);
  const imagesText = imagesTextOf(rows);
  const settingsText = settingsTextOf(rows, (row) => `${nameOf(row)}${imagesText(row)}`);
  const labelOf = (row: Row): string => `${nameOf(row)}${settingsText(row)}`;
  const colorOf = colorsOf(rows.map(labelOf));
  const seriesOfName = (ofName: Group<Row>): readonly Series[] => {
    const [{ dataset, architecture, regularizer }] = ofName;
    const like = { source, metric, dataset, architecture, regularizer };
    return curvesOf(ofName, { labelOf, colorOf, ours, paper: paperCurve(paper, like, 'labelNoise') });
  };
  return [...groupRows(rows, imagesText)].map(([images, ofPanel]) => ({
    images,
    x: shareAxis('random labels (% of the train set)'),
    series: [...groupRows(ofPanel, nameOf).values()].flatMap(seriesOfName),
  }));
}
