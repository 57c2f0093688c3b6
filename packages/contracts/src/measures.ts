import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Positions } from './cell-selection.js';
import { closed } from './nullable.js';
import { RowFormatParameter } from './row-formats.js';

export const MeasuresQuery = Type.Object({ format: RowFormatParameter, positions: Positions }, closed);
export type MeasuresQuery = Static<typeof MeasuresQuery>;
