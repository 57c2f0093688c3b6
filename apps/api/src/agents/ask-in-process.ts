import type { FastifyRequest } from 'fastify';
import type { App } from '../app-types.js';

/**
 * Returns a `fetch` whose requests this same server answers, on behalf of the caller of another request: with its key, from its
 * address. Each passes every check of a request from outside, counts for the rate limit, and is in the audit log as the caller's.
 */
export const askInProcess =
  (app: App, { headers, ip }: Pick<FastifyRequest, 'headers' | 'ip'>): typeof fetch =>
  async (input, { method = 'GET', headers: own, body, signal } = {}) => {
    const { pathname, search, host } = new URL(input instanceof Request ? input.url : input);
    const { authorization } = headers;
    const answer = await app.inject({
      method: method,
      url: `${pathname}${search}`,
      headers: {
        ...Object.fromEntries(new Headers(own)),
        host,
        ...(authorization !== undefined && { authorization }),
      },
      remoteAddress: ip,
      ...(typeof body === 'string' && { payload: body }),
      ...(signal && { signal }),
    });
    const received = Object.entries(answer.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const { statusCode: status, rawPayload } = answer;
    return new Response(status === 204 ? null : new Uint8Array(rawPayload), { status, headers: received });
  };
