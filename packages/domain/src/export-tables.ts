/** The tables of an export of a sweep, in the order of their files. */
export const EXPORT_TABLE_NAMES = [
  'results',
  'cells',
  'attempts',
  'epochs',
  'measures',
  'examples',
  'images',
] as const;
export type ExportTableName = (typeof EXPORT_TABLE_NAMES)[number];

/** The formats of those tables. */
export const EXPORT_FORMATS = ['parquet', 'arrow', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Changes whenever the files of an export change so that older versions cannot import it. */
export const EXPORT_VERSION = 2;
