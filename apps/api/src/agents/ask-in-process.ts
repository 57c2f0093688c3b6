import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyRequest, LightMyRequestResponse } from 'fastify';
import type { App } from '../app-types.js';

/** What ends the request that is being answered. */
const endOfRequest = new AsyncLocalStorage<AbortSignal | undefined>();

/** Makes requests in the process end with their signal as others do with their connection: `inject` only stops to listen. */
export function endWithSignal(app: App): void {
  app.addHook('onRequest', (_request, { raw }, done) => {
    endOfRequest.getStore()?.addEventListener('abort', () => raw.destroy(), { once: true });
    done();
  });
}

/**
 * Returns a `fetch` whose requests this same server answers, on behalf of the caller of another request: with its key, from its
 * address. Each passes every check of a request from outside, counts for the rate limit, and is in the audit log as the caller's.
 */
export const askInProcess =
  (app: App, { headers, ip }: Pick<FastifyRequest, 'headers' | 'ip'>): typeof fetch =>
  async (input, { method = 'GET', headers: own, body, signal } = {}) => {
    const { pathname, search, host } = new URL(input instanceof Request ? input.url : input);
    const { authorization, cookie } = headers;
    // Awaited inside: it begins when its result is asked for.
    const ask = async (): Promise<LightMyRequestResponse> =>
      await app.inject({
        method,
        url: `${pathname}${search}`,
        headers: {
          ...Object.fromEntries(new Headers(own)),
          host,
          ...(authorization !== undefined && { authorization }),
          ...(cookie !== undefined && { cookie }),
        },
        remoteAddress: ip,
        ...(typeof body === 'string' && { payload: body }),
      });
    signal?.throwIfAborted();
    const answer = await endOfRequest.run(signal ?? undefined, ask);
    const received = Object.entries(answer.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const { statusCode: status, rawPayload } = answer;
    return new Response(status === 204 ? null : new Uint8Array(rawPayload), { status, headers: received });
  };
