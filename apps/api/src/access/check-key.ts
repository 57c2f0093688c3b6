import type { KeyRecord, KeyStore } from '@rote/store';
import type { FastifyRequest } from 'fastify';
import { HttpError } from '../http/http-error.js';
import type { Caller } from './caller.js';
import { createKeyGate, type KeyPolicy } from './key-gate.js';
import { isMet, type Need, needOf } from './route-scopes.js';

const REALM = 'Bearer realm="rote"';

/** A browser asks the person for a login if it sees the second one. */
const CHALLENGES = [REALM, 'Basic realm="rote: any name, the key as password", charset="UTF-8"'];

/** Returns the key in a request: a bearer token, or the password that a browser asks a person for. */
function keyIn(header: string | undefined): string | undefined {
  const [, scheme = '', credentials = ''] = /^(\S+) +(\S+) *$/.exec(header ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const pair = Buffer.from(credentials, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

const refuse = (detail: string): HttpError =>
  new HttpError('unauthorized', detail, { 'www-authenticate': CHALLENGES });

/** @throws HttpError `unauthorized` unless the header has a key that works now */
async function identify(header: string | undefined, keys: Pick<KeyStore, 'find'>): Promise<KeyRecord> {
  const text = keyIn(header);
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
  readonly policy: KeyPolicy;
  readonly keys: Pick<KeyStore, 'exist' | 'find'>;
  /** Called with a key that was presented and works. */
  readonly onUse: (key: KeyRecord) => void;
}

/** Rejects requests that need a key, or a scope, that they do not have. Names their caller. */
export function checkKey({ policy, keys, onUse }: KeyCheck): (request: FastifyRequest) => Promise<void> {
  const needsKey = createKeyGate(policy, keys);
  return async (request) => {
    const need = needOf(request);
    if (need === 'nothing' || !(await needsKey())) return;
    const key = await identify(request.headers.authorization, keys);
    request.caller = { key: key.id, scopes: key.scopes, project: key.project } satisfies Caller;
    onUse(key);
    requireScope(key, need);
  };
}
