import { readAddress } from '@rote/postgres';
import { checkRedisUrl, readConfig } from '@rote/runtime';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { readOrigins, requireToken } from './http/access-rules.js';

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
    description: 'the address to listen on; any but a loopback address needs ROTE_API_TOKEN',
  }),
  ROTE_API_TOKEN: Type.Optional(
    Type.String({
      pattern: '^[\\x21-\\x7e]+$',
      description: 'a secret of visible ASCII characters that every request must present',
    }),
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
    ROTE_HOST: (_host, config) => {
      requireToken(config);
    },
    ROTE_CORS_ORIGINS: readOrigins,
  });
