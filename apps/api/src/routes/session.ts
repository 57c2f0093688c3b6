import { NewSession, Session } from '@rote/contracts';
import { allows, SCOPES } from '@rote/domain';
import type { KeyRecord } from '@rote/store';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { findKey, identify, type KeyCheck } from '../access/check-key.js';
import { clearSessionCookie, setSessionCookie } from '../access/session-cookie.js';
import type { App } from '../app-types.js';
import { SPEC_MEDIA_TYPES } from '../bodies/accept-bodies.js';
import { parseBody } from '../bodies/parse-body.js';
import { BODY_PROBLEMS, openResponses } from './problem-responses.js';

/** Form of what a caller may do. */
function toSession(requiresKey: boolean, record: KeyRecord | undefined): Session {
  if (!requiresKey) return { requiresKey, key: null, scopes: [...SCOPES] };
  if (record === undefined) return { requiresKey, key: null, scopes: [] };
  const { id, name, scopes: own, project, expiresAt } = record;
  return {
    requiresKey,
    key: { id, name, scopes: [...own], project, expiresAt: expiresAt?.toISOString() ?? null },
    scopes: SCOPES.filter((scope) => allows(own, scope)),
  };
}

const withoutStoring = (reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store');

/** Adds the routes by which a page finds out who its person is, and signs in and out. */
export function addSessionRoutes(app: App, { needsKey, keys, onUse }: KeyCheck): void {
  app.get(
    '/v1/session',
    {
      schema: {
        operationId: 'getSession',
        tags: ['keys'],
        summary: 'Who sends this request, and what it may do',
        description: 'Needs no key: a page asks this first, and signs in if "scopes" lacks what it needs.',
        response: { 200: Session, ...openResponses('too-many-requests', 'service-unavailable') },
      },
    },
    async (request, reply) => {
      const isNeeded = await needsKey();
      const key = isNeeded ? await findKey(request, { keys }) : undefined;
      return await withoutStoring(reply).send(toSession(isNeeded, key));
    },
  );

  app.post(
    '/v1/session',
    {
      schema: {
        operationId: 'signIn',
        tags: ['keys'],
        summary: 'Sign in with a key, for pages of this server',
        description:
          'Sets a cookie with the key, which no script can read and no other site can send. It ends with the key, and after 30 days at the latest. ' +
          'A request with an Authorization header is judged only by that header.',
        consumes: [...SPEC_MEDIA_TYPES],
        body: NewSession,
        response: {
          200: Session,
          ...openResponses('unauthorized', 'too-many-requests', 'service-unavailable', ...BODY_PROBLEMS),
        },
      },
    },
    async (request, reply) => {
      const { key: text } = parseBody(NewSession, request.body);
      const record = await identify(text, keys);
      onUse(record);
      setSessionCookie(request, reply, { text, expiresAt: record.expiresAt });
      return await withoutStoring(reply).send(toSession(await needsKey(), record));
    },
  );

  app.delete(
    '/v1/session',
    {
      schema: {
        operationId: 'signOut',
        tags: ['keys'],
        summary: 'Sign out',
        description:
          'Removes the cookie from this browser. The key works as before: revoke it if it may have leaked.',
        response: {
          204: Type.Null({ description: 'Signed out' }),
          ...openResponses('too-many-requests', ...BODY_PROBLEMS),
        },
      },
    },
    async (_request, reply) => {
      clearSessionCookie(reply);
      return await withoutStoring(reply).code(204).send(null);
    },
  );
}
