import type { Axis } from './chart.js';

/** Epochs, from the start of training. */
export const EPOCH_AXIS: Axis = {
  title: 'epoch',
  kind: 'linear',
  format: 'number',
  includes: [0],
  limits: [0, Infinity],
  isWhole: true,
};

/** A share, an accuracy or an error; the axis shows the whole range by default. */
export const shareAxis = (title: string, includes: readonly number[] = [0, 1]): Axis => ({
  title,
  kind: 'linear',
  format: 'percent',
  includes,
  limits: [0, 1],
});

/** A loss, from 0. */
export const lossAxis = (title: string): Axis => ({
  title,
  kind: 'linear',
  format: 'number',
  includes: [0],
  limits: [0, Infinity],
});

/** A positive number that covers orders of magnitude. */
export const logAxis = (title: string): Axis => ({ title, kind: 'log', format: 'number' });
