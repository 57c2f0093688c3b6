import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import type { AccessRules } from './access-rules.js';
import { HttpError } from '../http/http-error.js';
import { operationOf } from './route-scopes.js';

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

/** Whether a person goes to the address, by a link: no image, script or frame of a page asks for it. */
const isVisit = ({ headers }: FastifyRequest): boolean =>
  headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';

/** Returns what a page of another site must not do by a request; undefined if it may send it. */
function findForbidden(request: FastifyRequest): string | undefined {
  if (!SAFE_METHODS.includes(request.method)) return 'change anything';
  // A query changes nothing, but it is work, and needs no more than an image with its address.
  const isQuery = operationOf(request.routeOptions.schema) === 'queryByLink';
  return isQuery && !isVisit(request) ? 'run a query' : undefined;
}

/** A cookie belongs to this server's own pages: no other page has a use for one, except to sign a person in as someone else. */
const OF_SESSIONS: readonly unknown[] = ['signIn', 'signOut'];

/**
 * Rejects changes that another web page tries to make here on behalf of the person who views it, and queries except for
 * links that the person follows.
 */
export function checkOrigin({ origins }: Pick<AccessRules, 'origins'>): onRequestHookHandler {
  return (request, _reply, done) => {
    const forbidden = findForbidden(request);
    if (OF_SESSIONS.includes(operationOf(request.routeOptions.schema)) && isFromElsewhere(request, []))
      throw new HttpError(
        'origin-not-allowed',
        'Only a page of this server itself may sign in or out by a cookie. Send "Authorization: Bearer KEY" with each request instead.',
      );
    if (forbidden !== undefined && isFromElsewhere(request, origins))
      throw new HttpError(
        'origin-not-allowed',
        `A page of another site must not ${forbidden} here. The operator of this server can add its origin to ROTE_CORS_ORIGINS.`,
      );
    done();
  };
}
