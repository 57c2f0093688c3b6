import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import type { AccessRules } from './access-rules.js';
import { HttpError } from './http-error.js';

/** Patterns of addresses that need no token: they are about the service itself, and show no user's data. */
const OPEN_ADDRESSES =
  /^\/(?:healthz|readyz|openapi\.json|openapi\.yaml|schemas\/.*|problems.*|docs(?:\/.*)?|)$/;

const CHALLENGES = [
  'Bearer realm="rote"',
  'Basic realm="rote: any name, the token as password", charset="UTF-8"',
];

/** Makes secrets equal in length, so comparing them takes the same time whatever they are. */
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Returns the secret in a request: a bearer token, or the password that a browser asks a person for. */
function secretIn(header: string | undefined): string | undefined {
  const [, scheme = '', credentials = ''] = /^(\S+) +(\S+) *$/.exec(header ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const pair = Buffer.from(credentials, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

/** Returns the pattern of the address that a request matched. */
const addressOf = (request: FastifyRequest): string | undefined =>
  request.is404 ? undefined : request.routeOptions.url;

/** Rejects requests that do not present the token, if there is one. */
export function checkToken({ token }: Pick<AccessRules, 'token'>): onRequestHookHandler {
  const expected = token === undefined ? undefined : digestOf(token);
  return (request, _reply, done) => {
    if (expected !== undefined && !OPEN_ADDRESSES.test(addressOf(request) ?? '/?')) {
      const secret = secretIn(request.headers.authorization);
      if (secret === undefined || !timingSafeEqual(digestOf(secret), expected))
        throw new HttpError(
          'unauthorized',
          secret === undefined
            ? 'This server requires a token: send "Authorization: Bearer TOKEN", or set ROTE_API_TOKEN for "rote" commands.'
            : 'This is not the token of this server, which ROTE_API_TOKEN had when it started.',
          { 'www-authenticate': CHALLENGES },
        );
    }
    done();
  };
}
