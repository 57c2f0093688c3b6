import { RoteError } from '@rote/domain';

/** A place in the text of a query; line and column count from 1. */
export interface QueryPlace {
  /** The JSON pointer of the query. */
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
}

/** PostgreSQL rejected a person's query. */
export class QueryError extends RoteError {
  /** Where in the query, if PostgreSQL says so. */
  readonly place: QueryPlace | undefined;

  constructor(message: string, { place, cause }: { place?: QueryPlace | undefined; cause?: unknown } = {}) {
    super('request-invalid', message, { cause });
    this.name = 'QueryError';
    this.place = place;
  }
}

export const ONE_QUERY = 'only one query is allowed: a SELECT, VALUES, TABLE or WITH, or an EXPLAIN or SHOW';
