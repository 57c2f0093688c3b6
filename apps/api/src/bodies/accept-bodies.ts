import { parseYaml } from '@rote/contracts';
import type { FastifyInstance } from 'fastify';
import { parseJsonBody } from './parse-json-body.js';

/** The media types of a spec. */
export const SPEC_MEDIA_TYPES = ['application/json', 'application/yaml', 'text/yaml'] as const;

const parseYamlBody = (text: string): unknown => parseYaml(text, 'the body');

const PARSERS = {
  'application/json': parseJsonBody,
  'application/yaml': parseYamlBody,
  'text/yaml': parseYamlBody,
} as const satisfies Record<(typeof SPEC_MEDIA_TYPES)[number], (text: string) => unknown>;

/** Lets the server read JSON and YAML, and nothing else. */
export function acceptBodies(
  app: Pick<FastifyInstance, 'addContentTypeParser' | 'removeAllContentTypeParsers'>,
): void {
  app.removeAllContentTypeParsers();
  for (const [mediaType, parse] of Object.entries(PARSERS))
    app.addContentTypeParser(mediaType, { parseAs: 'string' }, (_request, text: string, done) => {
      try {
        done(null, parse(text));
      } catch (error) {
        done(error as Error);
      }
    });
}
