import { decodeText, parseYaml } from '@rote/contracts';
import { errorCodes, type FastifyRequest } from 'fastify';
import type { App } from '../app-types.js';
import { rememberText } from './body-text.js';
import { parseJsonBody } from './parse-json-body.js';
import { createYamlThread } from './yaml-thread.js';

/** The media types of a spec. */
export const SPEC_MEDIA_TYPES = ['application/json', 'application/yaml', 'text/yaml'] as const;

/** Longer YAML takes more than some ten milliseconds, and is parsed beside the event loop. */
const LONG_YAML = 4096;

const CHARSET = /;\s*charset="?([^\s;"]+)/i;

/** Lets the server read JSON and YAML in UTF-8, and nothing else. */
export function acceptBodies(
  app: Pick<App, 'addContentTypeParser' | 'removeAllContentTypeParsers' | 'addHook'>,
): void {
  const thread = createYamlThread();
  app.addHook('onClose', () => thread.close());
  const parseYamlBody = (text: string): unknown =>
    text.length > LONG_YAML ? thread.parse(text) : parseYaml(text, 'the body');
  const parsers: Record<(typeof SPEC_MEDIA_TYPES)[number], (text: string) => unknown> = {
    'application/json': parseJsonBody,
    'application/yaml': parseYamlBody,
    'text/yaml': parseYamlBody,
  };
  app.removeAllContentTypeParsers();
  for (const [mediaType, parse] of Object.entries(parsers))
    app.addContentTypeParser(
      mediaType,
      { parseAs: 'buffer' },
      async (request: FastifyRequest, body: Buffer) => {
        const [, charset = 'utf-8'] = CHARSET.exec(request.headers['content-type'] ?? '') ?? [];
        if (!/^(utf-?8|us-ascii)$/i.test(charset))
          throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(request.headers['content-type']);
        const text = decodeText(body, 'the body');
        const value = await parse(text);
        rememberText(value, text);
        return value;
      },
    );
}
