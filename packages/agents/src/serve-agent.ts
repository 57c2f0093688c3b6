import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { type AgentOptions, createMcpServer } from './create-server.js';

/**
 * Serves an agent on standard input and output.
 *
 * @param onError called with what went wrong besides a call of a tool
 */
export const serveAgent = (
  options: AgentOptions,
  onError: (error: Error) => void,
): { readonly close: () => Promise<void> } =>
  serveStdio(() => createMcpServer(options), { onerror: onError });
