import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import type { AccessRules } from './access-rules.js';
import { HttpError } from '../http/http-error.js';

/** Methods that change nothing. */
const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'TRACE'];

/** What a browser says about requests of this server's own pages, or of a person at the address bar. */
const OWN_SITES: readonly unknown[] = ['same-origin', 'none'];

/** Whether a page's origin is the server that a Host header names. A URL may omit the default port. */
function isOf(host: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { host: own, protocol } = new URL(origin);
  const here = `${protocol}//${host}`;
  return URL.canParse(here) && new URL(here).host === own;
}

function isFromElsewhere({ headers }: FastifyRequest, origins: readonly string[]): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (origin !== undefined && origins.includes(origin)) return false;
  if (site !== undefined) return !OWN_SITES.includes(site);
  return origin !== undefined && !isOf(host ?? '', origin);
}

/** Rejects changes that another web page tries to make here on behalf of the person who views it. */
export function checkOrigin({ origins }: Pick<AccessRules, 'origins'>): onRequestHookHandler {
  return (request, _reply, done) => {
    if (!SAFE_METHODS.includes(request.method) && isFromElsewhere(request, origins))
      throw new HttpError(
        'origin-not-allowed',
        'A page of another site must not change anything here. The operator of this server can add its origin to ROTE_CORS_ORIGINS.',
      );
    done();
  };
}
