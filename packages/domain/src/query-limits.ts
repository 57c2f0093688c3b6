/** Limits of people's SQL queries. */
export interface QueryLimits {
  /** How many run at once, each on its own connection. */
  readonly connections: number;
  /** How long one waits for a connection. */
  readonly waitMs: number;
  /** Time limit of each step: planning, and fetching the first or the next rows. */
  readonly timeoutMs: number;
  /** Time limit of everything: a reader that takes its time keeps the database from removing old rows. */
  readonly lifetimeMs: number;
  /** The most that one may cost by PostgreSQL's estimate. */
  readonly maxCost: number;
  /** Memory for each sort and hash. */
  readonly workMemoryMb: number;
  /** Temporary files, if the role may limit them. */
  readonly tempFilesMb: number;
}

export const DEFAULT_QUERY_LIMITS: QueryLimits = {
  connections: 4,
  waitMs: 5000,
  timeoutMs: 30_000,
  lifetimeMs: 600_000,
  maxCost: 100_000_000,
  workMemoryMb: 64,
  tempFilesMb: 1024,
};
