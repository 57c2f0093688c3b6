import type { Static } from 'typebox';
import { Type } from 'typebox';

/** The environment variables that the API reads. */
export const ApiConfig = Type.Object({
  DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://',
    description: 'the PostgreSQL with the cells, such as postgresql://user:password@host:5432/rote',
  }),
  REDIS_URL: Type.Optional(
    Type.String({
      pattern: '^(rediss?://|/)',
      description: 'the Redis of the queue; without it the queue is in the database',
    }),
  ),
  ROTE_HOST: Type.String({ default: '127.0.0.1', description: 'the address to listen on' }),
  ROTE_PORT: Type.Integer({
    default: 3000,
    minimum: 0,
    maximum: 65_535,
    description: 'the port to listen on, from 0 (any free one) to 65535',
  }),
  ROTE_LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    default: 'info',
  }),
  ROTE_LEASE_MS: Type.Integer({
    default: 30_000,
    minimum: 1000,
    description: 'a worker not heard of for so many milliseconds is lost',
  }),
  ROTE_GRACE_MS: Type.Integer({
    default: 30_000,
    minimum: 0,
    description: 'how many milliseconds closing may take',
  }),
});
export type ApiConfig = Static<typeof ApiConfig>;
