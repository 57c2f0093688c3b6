import { createMcpHandler } from '@modelcontextprotocol/server';
import { type AgentOptions, createMcpServer } from './create-server.js';

/**
 * Answers one request of an agent over HTTP ("streamable HTTP"). Nothing is kept between requests, so any process can answer the
 * next one; nothing changes on its own either, so an agent cannot subscribe to changes.
 *
 * @param request without its body
 * @param body parsed
 */
export const answerAgent = async (
  options: AgentOptions,
  { request, body }: { readonly request: Request; readonly body: unknown },
): Promise<Response> =>
  await createMcpHandler(() => createMcpServer(options), { maxSubscriptions: 0 }).fetch(request, {
    parsedBody: body,
  });
