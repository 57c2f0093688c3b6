import type { KeyRecord } from '@rote/store';
import type { FastifyReply, FastifyRequest, onSendHookHandler } from 'fastify';
import { callerOf } from './caller.js';

/**
 * The cookies that a session may have. Only this server's own pages, and only over HTTPS, can set one with the first name, so no
 * neighbor on a subdomain can sign a person in; over HTTP, which has no such protection, it has the second name.
 */
const SECURE_NAME = '__Host-rote_key';
const PLAIN_NAME = 'rote_key';

const MAX_AGE_SECONDS = 30 * 24 * 60 * 60;

/** A page of another site never sends it, and no script reads it. */
const ATTRIBUTES = { path: '/', httpOnly: true, sameSite: 'strict' } as const;

/**
 * Whether the browser came by HTTPS. TLS ends at a proxy, which may or may not say so, but a browser says where its page is from.
 * A caller that says so falsely only gets a cookie that it does not send back.
 */
const isSecure = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  headers.origin?.startsWith('https://') === true ||
  [headers['x-forwarded-proto'] ?? []].flat()[0]?.split(',', 1)[0]?.trim().toLowerCase() === 'https';

/** Returns the key in the cookie of a session. */
export const keyInCookie = ({ cookies }: Pick<FastifyRequest, 'cookies'>): string | undefined =>
  cookies[SECURE_NAME] ?? cookies[PLAIN_NAME];

/** Sets the cookie of a session, which ends with its key, and after 30 days at the latest. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { text, expiresAt }: { readonly text: string } & Pick<KeyRecord, 'expiresAt'>,
): void {
  const secure = isSecure(request);
  const left = expiresAt === null ? Infinity : Math.ceil((expiresAt.getTime() - Date.now()) / 1000);
  const maxAge = Math.max(1, Math.min(MAX_AGE_SECONDS, left));
  clearSessionCookie(reply, secure ? PLAIN_NAME : SECURE_NAME);
  void reply.setCookie(secure ? SECURE_NAME : PLAIN_NAME, text, { ...ATTRIBUTES, secure, maxAge });
}

/** Removes the cookies of a session. */
export function clearSessionCookie(reply: FastifyReply, ...names: readonly string[]): void {
  for (const name of names.length > 0 ? names : [SECURE_NAME, PLAIN_NAME])
    void reply.clearCookie(name, { ...ATTRIBUTES, secure: name === SECURE_NAME });
}

/**
 * Keeps answers to a session from caches that serve several people. They do so by themselves if a request has an Authorization
 * header (RFC 9111, section 3.5), but not if it has a cookie.
 */
export const keepFromSharedCaches: onSendHookHandler = (request, reply, payload, done) => {
  if (callerOf(request).byCookie) {
    const given = String(reply.getHeader('cache-control') ?? 'no-cache');
    if (!/\b(?:private|no-store)\b/.test(given))
      void reply.header('cache-control', `private, ${given.replace(/\bpublic\b,? */, '')}`);
  }
  done(null, payload);
};
