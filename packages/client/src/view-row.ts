import type { Views } from './generated/views.js';

/**
 * A row of a view (or of a table that people may read), as `query` returns it. For a query with few columns, `Pick` them.
 */
export type ViewRow<Name extends keyof Views> = Views[Name];
