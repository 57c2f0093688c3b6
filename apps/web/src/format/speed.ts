import type { SweepSummary } from '@rote/client';
import { countText } from './number.js';

/** Writes how fast the cells of a sweep are trained; empty if nothing is known of any that runs. */
export const speedText = ({ imagesPerSecond }: Pick<SweepSummary, 'imagesPerSecond'>): string =>
  imagesPerSecond === null ? '' : `${countText(Math.round(imagesPerSecond))} images/s`;
