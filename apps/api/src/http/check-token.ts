import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import type { AccessRules } from './access-rules.js';
import { HttpError } from './http-error.js';

/** Patterns of addresses that need no token: they are about the service itself, and have nothing of anybody's in them. */
const OPEN_ADDRESSES =
  /^\/(?:healthz|readyz|openapi\.json|openapi\.yaml|schemas\/.*|problems.*|docs(?:\/.*)?|)$/;

const CHALLENGES = [
  'Bearer realm="rote"',
  'Basic realm="rote: any name, the token as password", charset="UTF-8"',
];

/** Equal in length, so that comparing them takes as long whatever is in them. */
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The secret that a request brings: a bearer token, or the password of what browsers ask a person for. */
function secretIn(header: string | undefined): string | undefined {
  const [, scheme = '', credentials = ''] = /^(\S+) +(\S+) *$/.exec(header ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const pair = Buffer.from(credentials, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

/** The pattern of the address that a request has found. */
const addressOf = (request: FastifyRequest): string | undefined =>
  request.is404 ? undefined : request.routeOptions.url;

/** Refuses requests that do not bring the token, where there is one. */
export function checkToken({ token }: Pick<AccessRules, 'token'>): onRequestHookHandler {
  const expected = token === undefined ? undefined : digestOf(token);
  return (request, _reply, done) => {
    if (expected !== undefined && !OPEN_ADDRESSES.test(addressOf(request) ?? '/?')) {
      const secret = secretIn(request.headers.authorization);
      if (secret === undefined || !timingSafeEqual(digestOf(secret), expected))
        throw new HttpError(
          'unauthorized',
          secret === undefined
            ? 'This server wants its token: send "Authorization: Bearer TOKEN", or set ROTE_API_TOKEN for "rote" commands.'
            : 'This is not the token of this server, which is what ROTE_API_TOKEN was set to when it started.',
          { 'www-authenticate': CHALLENGES },
        );
    }
    done();
  };
}
