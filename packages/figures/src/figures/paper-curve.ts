import type { PaperPoint } from '@rote/domain';
import type { Point } from '../chart/chart.js';
import { barePoint } from './points.js';

/**
 * A whole curve of the paper, in the order of its points.
 *
 * @param like what its points have in common
 * @param against the field on the x axis
 */
export const paperCurve = (
  points: readonly PaperPoint[],
  like: Partial<PaperPoint>,
  against: 'epoch' | 'labelNoise',
): readonly Point[] =>
  points
    .filter((point) => Object.entries(like).every(([key, value]) => point[key as keyof PaperPoint] === value))
    .flatMap((point) => {
      const x = point[against];
      return x === null ? [] : [barePoint(x, point.value)];
    })
    .toSorted((a, b) => a.x - b.x);
