import type { KeyRecord, KeyStore } from '@rote/store';
import type { FastifyRequest } from 'fastify';
import { HttpError } from '../http/http-error.js';
import type { Caller } from './caller.js';
import { isMet, type Need, needOf } from './route-scopes.js';
import { keyInCookie } from './session-cookie.js';

const REALM = 'Bearer realm="rote"';

/** A browser asks the person for a login if it sees this one. */
const LOGIN = 'Basic realm="rote: any name, the key as password", charset="UTF-8"';

/** Whether a page's own code sent a request: it shows the person its own way to sign in. */
function isFromCode({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const mode = headers['sec-fetch-mode'];
  return mode !== undefined && mode !== 'navigate';
}

/** Returns the key in a header: a bearer token, or the password that a browser asks a person for. */
function keyInHeader(header: string): string | undefined {
  const [, scheme = '', credentials = ''] = /^(\S+) +(\S+) *$/.exec(header) ?? [];
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const pair = Buffer.from(credentials, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

interface Presented {
  readonly text: string | undefined;
  readonly byCookie: boolean;
}

/** Returns the key that a request presents: in the header if it has one, else in its session's cookie. */
function keyIn(request: FastifyRequest): Presented {
  const { authorization } = request.headers;
  if (authorization !== undefined) return { text: keyInHeader(authorization), byCookie: false };
  const text = keyInCookie(request);
  return { text, byCookie: text !== undefined };
}

/**
 * Returns the record of a key.
 *
 * @param text undefined if a request has none
 * @throws HttpError `unauthorized` unless the key works now
 */
export async function identify(
  text: string | undefined,
  keys: Pick<KeyStore, 'find'>,
  { challenges = [REALM] }: { readonly challenges?: string[] } = {},
): Promise<KeyRecord> {
  const refuse = (detail: string): HttpError =>
    new HttpError('unauthorized', detail, { 'www-authenticate': challenges });
  if (text === undefined)
    throw refuse(
      'This server requires a key: send "Authorization: Bearer KEY", or set ROTE_API_KEY or --api-key-file for "rote" commands. ' +
        'Its administrator can make one with "rote keys create".',
    );
  const key = await keys.find(text);
  if (key === undefined) throw refuse('This is not a key of this server, or a part of it is missing.');
  if (key.state !== 'active')
    throw refuse(
      `The key ${key.id} (${JSON.stringify(key.name)}) is ${key.state}: ask its administrator for a new one.`,
    );
  return key;
}

/** @throws HttpError `scope-missing` unless the key may do this */
function requireScope({ id, name, scopes }: KeyRecord, need: Need): void {
  if (isMet(need, scopes)) return;
  throw new HttpError(
    'scope-missing',
    `This needs a key with the scope "${need}"; the key ${id} (${JSON.stringify(name)}) has ${scopes.join(', ')}.`,
    { 'www-authenticate': `${REALM}, error="insufficient_scope", scope="${need}"` },
  );
}

export interface KeyCheck {
  /** Says whether requests need a key now. */
  readonly needsKey: () => Promise<boolean>;
  readonly keys: Pick<KeyStore, 'find'>;
  /** Called with a key that was presented and works. */
  readonly onUse: (key: KeyRecord) => void;
}

/** Returns the key that a request presents if it works now. */
export async function findKey(
  request: FastifyRequest,
  { keys }: Pick<KeyCheck, 'keys'>,
): Promise<KeyRecord | undefined> {
  const { text } = keyIn(request);
  const key = text === undefined ? undefined : await keys.find(text);
  return key?.state === 'active' ? key : undefined;
}

/** Rejects requests that need a key, or a scope, that they do not have. Names their caller. */
export function checkKey({ needsKey, keys, onUse }: KeyCheck): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const need = needOf(request);
    if (need === 'nothing' || !(await needsKey())) return;
    const { text, byCookie } = keyIn(request);
    const key = await identify(text, keys, { challenges: isFromCode(request) ? [REALM] : [REALM, LOGIN] });
    const { id, scopes, project } = key;
    request.caller = { key: id, scopes, project, byCookie } satisfies Caller;
    onUse(key);
    requireScope(key, need);
  };
}
