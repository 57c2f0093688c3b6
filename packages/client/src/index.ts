export type { Advice } from './transport.js';
export type {
  Answer,
  ApiClient,
  CallSignal,
  CellFilter,
  PlanOptions,
  SpecText,
  SweepFilter,
} from './api-client.js';
export { MEDIA_TYPE_OF_STREAM } from './api-client.js';
export { createApiClient, type ClientOptions } from './create-client.js';
export { LostAnswerError, RefusedError } from './errors.js';
export type * from './generated/openapi.js';
export {
  readSqlCatalog,
  SQL_CATALOG,
  type SqlCatalog,
  type SqlColumn,
  type SqlFunction,
  type SqlRelation,
} from './sql-catalog.js';
export type { ViewRow } from './view-row.js';
export { collectCells } from './collect-cells.js';
export { CELL_ARGUMENT, resolveCell } from './resolve-cell.js';
export { resolveSweep, SWEEP_ARGUMENT, type NamedSweep } from './resolve-sweep.js';
