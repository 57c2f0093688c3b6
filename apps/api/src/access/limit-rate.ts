import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../app-types.js';
import { HttpError } from '../http/http-error.js';
import { callerOf } from './caller.js';

const MINUTE = 60_000;

/** Never counted: whatever asks for them must always get an answer. */
const HEALTH = /^\/(?:healthz|readyz)$/;

export type RateLimiter = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * Creates what counts requests by key, or by address if they have none that works, and rejects those above the limit. The
 * counts are in this process: several API processes allow as many times as much.
 *
 * @param perMinute requests; 0 for no limit
 */
export async function createRateLimiter(app: App, perMinute: number): Promise<RateLimiter> {
  if (perMinute === 0) return () => Promise.resolve();
  await app.register(rateLimit, { global: false });
  const count = app.createRateLimit({
    max: perMinute,
    timeWindow: MINUTE,
    keyGenerator: (request) => callerOf(request).key ?? normalizeIP(request.ip),
  });
  return async (request, reply) => {
    if (HEALTH.test(request.routeOptions.url ?? '')) return;
    const state = await count(request);
    if (state.isAllowed) return;
    const { remaining, ttlInSeconds, isExceeded } = state;
    void reply.headers({
      'ratelimit-limit': String(perMinute),
      'ratelimit-remaining': String(remaining),
      'ratelimit-reset': String(ttlInSeconds),
    });
    if (isExceeded)
      throw new HttpError(
        'too-many-requests',
        `${callerOf(request).key === null ? 'This address' : 'This key'} has sent more than ${String(perMinute)} requests ` +
          `within a minute: try again in ${String(ttlInSeconds)} s. The operator of the server can change ROTE_RATE_LIMIT.`,
        { 'retry-after': String(ttlInSeconds) },
      );
  };
}
