import { decodeText, parseYaml } from '@rote/contracts';
import type { FastifyRequest } from 'fastify';
import type { App } from '../app-types.js';
import { rememberText } from './body-text.js';
import { parseJsonBody } from './parse-json-body.js';
import { createYamlThread } from './yaml-thread.js';

/** The media types of a spec. */
export const SPEC_MEDIA_TYPES = ['application/json', 'application/yaml', 'text/yaml'] as const;

/** What YAML was called before it had a registered name (RFC 9512): accepted, but not advertised. */
const OLD_YAML_TYPES = [
  'application/x-yaml',
  'text/x-yaml',
  'text/vnd.yaml',
  'application/vnd.yaml',
] as const;

/** Longer YAML takes more than about ten milliseconds, and is parsed outside the event loop. */
const LONG_YAML = 4096;

/** Makes the server accept JSON and YAML in UTF-8, and nothing else. */
export function acceptBodies(
  app: Pick<App, 'addContentTypeParser' | 'removeAllContentTypeParsers' | 'addHook'>,
): void {
  const thread = createYamlThread();
  app.addHook('onClose', () => thread.close());
  const parseYamlBody = (text: string): unknown =>
    text.length > LONG_YAML ? thread.parse(text) : parseYaml(text, 'the body');
  const parsers: Readonly<Record<string, (text: string) => unknown>> = {
    'application/json': parseJsonBody,
    'application/yaml': parseYamlBody,
    'text/yaml': parseYamlBody,
    ...Object.fromEntries(OLD_YAML_TYPES.map((type) => [type, parseYamlBody])),
  } satisfies Record<(typeof SPEC_MEDIA_TYPES)[number], (text: string) => unknown>;
  app.removeAllContentTypeParsers();
  for (const [mediaType, parse] of Object.entries(parsers))
    app.addContentTypeParser(
      mediaType,
      { parseAs: 'buffer' },
      async (_request: FastifyRequest, body: Buffer) => {
        const text = decodeText(body, 'the body');
        const value = await parse(text);
        rememberText(value, text);
        return value;
      },
    );
}
