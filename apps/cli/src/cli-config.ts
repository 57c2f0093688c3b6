import { API_KEY_PATTERN } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';

const Port = Type.Integer({ minimum: 1, maximum: 65_535, description: 'a port from 1 to 65535' });

/** Where embedded servers store their files, unless another place is named. */
export const DEFAULT_STATE_DIR = '.rote';

/** The environment variables that the command line reads. `rote up` passes all of them on to the API and the worker. */
export const CliConfig = Type.Object({
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description:
        'a PostgreSQL database to use instead of an embedded one, such as postgresql://user:password@host:5432/rote',
    }),
  ),
  REDIS_URL: Type.Optional(
    Type.String({
      pattern: '^(rediss?://|/)',
      description: 'a Redis server to use instead of an embedded one, such as redis://host:6379',
    }),
  ),
  ROTE_API_URL: Type.Optional(
    Type.String({
      description: 'the API that commands talk to; it may contain user:password@ for a proxy in front of it',
    }),
  ),
  ROTE_API_KEY: Type.Optional(
    Type.String({
      pattern: API_KEY_PATTERN,
      description:
        'the key that commands send to that API: rote_, 12 hexadecimal digits, _ and 64 hexadecimal digits',
    }),
  ),
  ROTE_HOST: Type.String({ default: '127.0.0.1', description: 'the address that the API listens on' }),
  ROTE_PORT: Type.Optional(Port),
  ROTE_LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    default: 'info',
  }),
  ROTE_DATA_DIR: Type.String({ default: '.rote/data', description: 'where data sets are cached' }),
  ROTE_CHECKPOINT_URL: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'where checkpoints are stored: a folder or s3://bucket/prefix',
    }),
  ),
  ROTE_STATE_DIR: Type.String({
    default: DEFAULT_STATE_DIR,
    description: 'where embedded servers store their files',
  }),
  ROTE_POSTGRES_PORT: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 65_535,
      description: 'the port of the embedded PostgreSQL; by default, that of its last start',
    }),
  ),
  ROTE_ENGINE: Type.Optional(Type.String({ description: 'the only engine that may be used' })),
  ROTE_ENGINE_DIR: Type.String({
    default: '.rote/engines',
    description: 'where native engines are installed',
  }),
  ROTE_QUEUE: Type.Optional(
    Type.Enum(['redis', 'postgres'], {
      description: 'the server that carries the queue of an embedded stack',
    }),
  ),
  ROTE_GRACE_MS: Type.Integer({
    default: 30_000,
    minimum: 0,
    description: 'milliseconds that a shutdown may take',
  }),
});
export type CliConfig = Static<typeof CliConfig>;

export const DEFAULT_PORT = 3000;
