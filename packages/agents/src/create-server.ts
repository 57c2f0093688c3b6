import { fromJsonSchema, type JsonSchemaType, McpServer } from '@modelcontextprotocol/server';
import type { ApiClient } from '@rote/client';
import type { Tool, ToolAnswer } from './tool.js';
import { isReading } from './tools.js';

const INSTRUCTIONS = `Rote runs grids of training experiments: a sweep is corruption × regularizer × architecture × seed, and each combination is a cell.
Before writing a sweep file, read sweep_schema; before submitting one, plan it. Ask results with SQL: describe_views, then query.`;

export interface AgentOptions {
  /** Returns a client for one call of a tool; its requests end when the signal aborts. */
  readonly connect: (signal: AbortSignal) => ApiClient | Promise<ApiClient>;
  readonly version: string;
  /** The tools that are there. */
  readonly tools: readonly Tool[];
  /** Describes an error to the agent. */
  readonly explain: (error: unknown) => string;
  /** Aborts when no one waits for an answer any more. */
  readonly signal: AbortSignal;
  /** The longest that a tool may wait for a sweep, whatever the agent asks for. Default: ten minutes. */
  readonly maxWaitSeconds?: number;
}

const contentOf = (answer: ToolAnswer) =>
  'png' in answer
    ? ({ type: 'image', mimeType: 'image/png', data: Buffer.from(answer.png).toString('base64') } as const)
    : ({ type: 'text', text: JSON.stringify(answer.data) } as const);

/** Creates a server of the Model Context Protocol whose tools ask an API of Rote. */
export function createMcpServer({
  connect,
  version,
  tools,
  explain,
  signal: given,
  maxWaitSeconds = Infinity,
}: AgentOptions): McpServer {
  const server = new McpServer({ name: 'rote', version }, { instructions: INSTRUCTIONS });
  for (const tool of tools)
    server.registerTool(
      tool.name,
      {
        title: tool.title,
        description: tool.description,
        inputSchema: fromJsonSchema(tool.input as JsonSchemaType),
        annotations: {
          readOnlyHint: isReading(tool),
          destructiveHint: tool.isDestructive ?? false,
          openWorldHint: false,
        },
      },
      async (input, { mcpReq }) => {
        try {
          const signal = AbortSignal.any([given, mcpReq.signal]);
          const use = { api: await connect(signal), signal, maxWaitSeconds };
          return { content: [contentOf(await tool.run(input, use))] };
        } catch (error) {
          return { isError: true, content: [{ type: 'text', text: explain(error) }] };
        }
      },
    );
  return server;
}
