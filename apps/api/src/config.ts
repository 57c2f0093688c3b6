import { API_KEY_PATTERN, DEFAULT_QUERY_LIMITS, RoteError } from '@rote/domain';
import { readAddress } from '@rote/postgres';
import { checkRedisUrl, readConfig } from '@rote/runtime';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { readOrigins } from './access/access-rules.js';

/** The environment variables that the API reads. */
export const ApiConfig = Type.Object({
  DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://',
    description: 'the PostgreSQL database with the cells, such as postgresql://user:password@host:5432/rote',
  }),
  REDIS_URL: Type.Optional(
    Type.String({
      pattern: '^(rediss?://|/)',
      description: 'the Redis server of the queue; without it, the queue is in PostgreSQL',
    }),
  ),
  ROTE_HOST: Type.String({
    default: '127.0.0.1',
    description:
      'the address to listen on; on any but a loopback address, every request needs a key (see ROTE_API_AUTH)',
  }),
  ROTE_API_AUTH: Type.Enum(['auto', 'required', 'off'], {
    default: 'auto',
    description:
      'whether requests need a key: auto (on a loopback address only once a key was made, elsewhere always), required (always) or off (never)',
  }),
  ROTE_ADMIN_KEY: Type.Optional(
    Type.String({
      pattern: API_KEY_PATTERN,
      description:
        'a key with the scope admin that the API stores when it starts, as a hash: rote_, 12 hexadecimal digits, _ and 64 hexadecimal digits',
    }),
  ),
  ROTE_ADMIN_KEY_FILE: Type.Optional(
    Type.String({ minLength: 1, description: 'a file with that key, in place of ROTE_ADMIN_KEY' }),
  ),
  ROTE_ALLOWED_HOSTS: Type.Optional(
    Type.String({
      description:
        'names of this server besides those of loopback and ROTE_HOST, separated by commas, such as rote.example.org',
    }),
  ),
  ROTE_CORS_ORIGINS: Type.Optional(
    Type.String({
      description:
        'origins of other web pages that may use the API, separated by commas, such as http://localhost:8080',
    }),
  ),
  ROTE_RATE_LIMIT: Type.Integer({
    default: 6000,
    minimum: 0,
    description:
      'requests per minute of each key, or each address without one, that an API process answers; 0 means no limit',
  }),
  ROTE_QUEUE_BOARD: Type.Enum(['read-only', 'writable', 'off'], {
    default: 'read-only',
    description:
      'Bull Board at /queues, for keys with the scope operate: it shows the jobs (read-only), can also change them (writable), or is not there (off)',
  }),
  ROTE_PORT: Type.Integer({
    default: 3000,
    minimum: 0,
    maximum: 65_535,
    description: 'the port to listen on, from 0 (any free port) to 65535',
  }),
  ROTE_LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    default: 'info',
  }),
  ROTE_LEASE_MS: Type.Integer({
    default: 30_000,
    minimum: 1000,
    description:
      'milliseconds of silence after which a worker counts as lost; the same in the API and all workers',
  }),
  ROTE_QUERY_TIMEOUT_MS: Type.Integer({
    default: DEFAULT_QUERY_LIMITS.timeoutMs,
    minimum: 100,
    maximum: 86_400_000,
    description:
      'milliseconds that a SQL query over HTTP may take for its plan, or for its first or next rows',
  }),
  ROTE_QUERY_MAX_COST: Type.Integer({
    default: DEFAULT_QUERY_LIMITS.maxCost,
    minimum: 1,
    description: 'the most that such a query may cost by PostgreSQL’s own estimate, in its units',
  }),
  ROTE_QUERY_CONNECTIONS: Type.Integer({
    default: DEFAULT_QUERY_LIMITS.connections,
    minimum: 1,
    maximum: 100,
    description: 'how many such queries run at once, each on its own connection to PostgreSQL',
  }),
  ROTE_QUERY_WORK_MEM_MB: Type.Integer({
    default: DEFAULT_QUERY_LIMITS.workMemoryMb,
    minimum: 1,
    maximum: 2_000_000,
    description: 'MiB of memory for each sort and hash of such a query (work_mem)',
  }),
  ROTE_QUERY_TEMP_MB: Type.Integer({
    default: DEFAULT_QUERY_LIMITS.tempFilesMb,
    minimum: 1,
    maximum: 2_000_000,
    description:
      'MiB of temporary files of such a query (temp_file_limit), if the role of DATABASE_URL may set it: as a superuser, or after GRANT SET ON PARAMETER temp_file_limit',
  }),
  ROTE_EVENT_HOURS: Type.Integer({
    default: 168,
    minimum: 1,
    maximum: 87_600,
    description: 'hours for which events are kept, so that a listener that was away gets those it missed',
  }),
  ROTE_WEBHOOK_ALLOW_PRIVATE: Type.Enum(['true', 'false'], {
    default: 'false',
    description: 'whether webhooks may have addresses that are not on the public internet: true or false',
  }),
  ROTE_GRACE_MS: Type.Integer({
    default: 30_000,
    minimum: 0,
    description: 'milliseconds that a shutdown may take',
  }),
});
export type ApiConfig = Static<typeof ApiConfig>;

/**
 * Reads the API's settings from its environment variables.
 *
 * @throws InvalidInputError `config-invalid` with every fault
 */
export const readApiConfig = (env: Readonly<Record<string, string | undefined>>): ApiConfig =>
  readConfig(ApiConfig, env, {
    DATABASE_URL: readAddress,
    REDIS_URL: checkRedisUrl,
    ROTE_ADMIN_KEY_FILE: (_file, { ROTE_ADMIN_KEY: key }) => {
      if (key !== undefined)
        throw new RoteError(
          'config-invalid',
          'must not be set together with ROTE_ADMIN_KEY: unset one of them',
        );
    },
    ROTE_CORS_ORIGINS: readOrigins,
  });
