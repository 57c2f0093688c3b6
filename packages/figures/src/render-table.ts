import type { ReportRows } from '@rote/domain';
import type { Markup } from './markup.js';
import { paperComparison } from './tables/paper-comparison.js';
import { table1 } from './tables/table-1.js';
import { nameSettings } from './wording/name-settings.js';

/** A table of the report that stands on its own too. */
export type TableName = 'table-1' | 'paper-comparison';

const TABLES: Readonly<Record<TableName, (rows: Partial<ReportRows>) => Markup | undefined>> = {
  'table-1': ({ table1: rows = [], paperComparison: comparison = [] }) =>
    rows.length === 0 ? undefined : table1(rows, comparison),
  'paper-comparison': ({ paperComparison: rows = [] }) =>
    rows.length === 0 ? undefined : paperComparison(rows),
};

/**
 * Renders a table as the report has it: an HTML element, whose text is escaped. Returns undefined if it has no rows. The
 * same rows give the same bytes.
 */
export const renderTable = (name: TableName, rows: Partial<ReportRows>): string | undefined =>
  TABLES[name](nameSettings(rows))?.markup;
