import { Type } from 'typebox';

/** The formats of rows that are sent while they are read. */
export const ROW_FORMATS = ['ndjson', 'csv', 'arrow'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

/** Parameter of a query. */
export const RowFormatParameter = Type.Optional(
  Type.Enum([...ROW_FORMATS], {
    description: `${ROW_FORMATS.join(', ')} (overrides the header Accept; default: ndjson)`,
  }),
);
