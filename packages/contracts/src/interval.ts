import type { TNumber, TObject } from 'typebox';
import { Type } from 'typebox';
import { closed } from './nullable.js';

const Seconds = Type.Number({ minimum: 0 });

/** Two ends of an interval that holds the true value in about 80 of 100 cases. */
export const secondsInterval = (description: string): TObject<{ low: TNumber; high: TNumber }> =>
  Type.Object({ low: Seconds, high: Seconds }, { ...closed, description });
