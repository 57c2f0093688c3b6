import { stringifyYaml, SweepPath } from '@rote/contracts';
import { RoteError } from '@rote/domain';
import { Type } from 'typebox';
import type { App, AppOptions } from '../app-types.js';
import { problemResponses } from './problem-responses.js';

const Text = Type.String({ description: 'the text' });

/** Written above the YAML of a sweep whose own text was not kept. */
const WRITTEN_OUT = '# The text of this sweep was not kept. This is its spec, written out.\n';

export function addSweepSourceRoute(app: App, { store }: Pick<AppOptions, 'store'>): void {
  app.get(
    '/v1/sweeps/:id/source',
    {
      schema: {
        operationId: 'getSweepSource',
        tags: ['sweeps'],
        summary: 'The text of a sweep as it was submitted, with its comments',
        description:
          'YAML or JSON, as the Content-Type says. If a submission was repeated with the same idempotency key, it is the text of the first. A sweep whose text was not kept is written out as YAML, and its first line says so.',
        params: SweepPath,
        response: {
          200: {
            description: 'The text',
            content: { 'application/yaml': { schema: Text }, 'application/json': { schema: Type.Unknown() } },
          },
          ...problemResponses('sweep-not-found'),
        },
      },
    },
    async ({ params: { id } }, reply) => {
      const sweep = await store.sweeps.find(id);
      if (sweep === undefined)
        throw new RoteError('sweep-not-found', `There is no sweep ${id}; GET /v1/sweeps lists all sweeps.`);
      const source = await store.sweeps.findSource(id);
      const text = source?.text ?? `${WRITTEN_OUT}${stringifyYaml(sweep.spec)}`;
      return await reply
        .serializer(String)
        .type(`${source?.mediaType ?? 'application/yaml'}; charset=utf-8`)
        .send(text);
    },
  );
}
