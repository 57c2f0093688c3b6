/** The formats of rows: JSON in pages, or all of them as CSV or NDJSON. */
export const RESULT_FORMATS = ['json', 'csv', 'ndjson'] as const;
