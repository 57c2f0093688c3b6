import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Columns, Positions } from './cell-selection.js';
import { closed } from './nullable.js';
import { RowFormatParameter } from './row-formats.js';

/** What many learning curves can have besides `position` and `epoch`: columns of the SQL view `learning_curves`. */
export const CURVE_COLUMNS = [
  'step',
  'train_loss',
  'train_accuracy',
  'clean_train_loss',
  'clean_train_accuracy',
  'corrupted_train_loss',
  'corrupted_train_accuracy',
  'test_loss',
  'test_accuracy',
  'best_test_accuracy',
  'epoch_learning_rate',
  'gradient_norm',
  'weight_norm',
  'seconds',
  'images_per_second',
] as const;
export type CurveColumnName = (typeof CURVE_COLUMNS)[number];

export const DEFAULT_CURVE_COLUMNS: readonly CurveColumnName[] = ['train_accuracy', 'test_accuracy'];

export const CurvesQuery = Type.Object(
  {
    format: RowFormatParameter,
    columns: Columns(
      `some of ${CURVE_COLUMNS.join(', ')}; default: ${DEFAULT_CURVE_COLUMNS.join(',')}. position and epoch are always there`,
    ),
    positions: Positions,
  },
  closed,
);
export type CurvesQuery = Static<typeof CurvesQuery>;
