import { ApiKey, ApiKeyList, ApiKeyPath, CreatedApiKey, NewApiKey } from '@rote/contracts';
import { authorOf } from '../access/caller.js';
import type { App, AppOptions } from '../app-types.js';
import { SPEC_MEDIA_TYPES } from '../bodies/accept-bodies.js';
import { parseBody } from '../bodies/parse-body.js';
import { toApiKey } from '../presenters/api-key.js';
import { BODY_PROBLEMS, problemResponses } from './problem-responses.js';

/** Adds the routes by which an administrator says who may use the API. */
export function addKeyRoutes(app: App, { store }: Pick<AppOptions, 'store'>): void {
  app.post(
    '/v1/keys',
    {
      // The answer has a secret.
      compress: false,
      schema: {
        operationId: 'createKey',
        tags: ['keys'],
        summary: 'Make a key',
        description:
          'The answer is the only place where the key itself ever appears. The first key closes an API on a loopback address that was open without one.',
        consumes: [...SPEC_MEDIA_TYPES],
        body: NewApiKey,
        response: {
          201: { description: 'The key', content: { 'application/json': { schema: CreatedApiKey } } },
          ...problemResponses('project-not-found', ...BODY_PROBLEMS),
        },
      },
    },
    async (request, reply) => {
      const wanted = parseBody(NewApiKey, request.body);
      const { record, key } = await store.keys.create(wanted, authorOf(request));
      return await reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...toApiKey(record), key });
    },
  );

  app.get(
    '/v1/keys',
    {
      schema: {
        operationId: 'listKeys',
        tags: ['keys'],
        summary: 'List all keys, the newest first',
        response: { 200: ApiKeyList, ...problemResponses() },
      },
    },
    async () => ({ items: (await store.keys.list()).map(toApiKey) }),
  );

  app.delete(
    '/v1/keys/:id',
    {
      schema: {
        operationId: 'revokeKey',
        tags: ['keys'],
        summary: 'Revoke a key',
        description: 'It stops working at once, for good. If it is already revoked, nothing changes.',
        params: ApiKeyPath,
        response: { 200: ApiKey, ...problemResponses('key-not-found', ...BODY_PROBLEMS) },
      },
    },
    async (request) => toApiKey(await store.keys.revoke(request.params.id, authorOf(request))),
  );
}
