import { fromJsonSchema, type JsonSchemaType, McpServer } from '@modelcontextprotocol/server';
import type { Scope } from '@rote/domain';
import type { ApiClient } from '@rote/client';
import { explainError } from '../explain-error.js';
import { READING_TOOLS } from './reading-tools.js';
import type { Tool, ToolAnswer } from './tool.js';
import { WRITING_TOOLS } from './writing-tools.js';

const INSTRUCTIONS = `Rote runs grids of training experiments: a sweep is corruption × regularizer × architecture × seed, and each combination is a cell.
Before writing a sweep file, read sweep_schema; before submitting one, plan it. Ask results with SQL: describe_views, then query.`;

export interface McpOptions {
  readonly api: ApiClient;
  readonly version: string;
  /** The scopes whose writing tools are there, too. */
  readonly allowed: readonly Scope[];
  /** Aborts when the program ends. */
  readonly signal: AbortSignal;
}

const contentOf = (answer: ToolAnswer) =>
  'png' in answer
    ? ({ type: 'image', mimeType: 'image/png', data: Buffer.from(answer.png).toString('base64') } as const)
    : ({ type: 'text', text: JSON.stringify(answer.data) } as const);

/** Whether a tool is there. */
const isOffered = ({ scope }: Tool, allowed: readonly Scope[]): boolean => allowed.includes(scope);

/** Creates a server of the Model Context Protocol whose tools ask an API of Rote. */
export function createMcpServer({ api, version, allowed, signal }: McpOptions): McpServer {
  const server = new McpServer({ name: 'rote', version }, { instructions: INSTRUCTIONS });
  const writing = WRITING_TOOLS.filter((tool) => isOffered(tool, allowed));
  for (const tool of [...READING_TOOLS, ...writing])
    server.registerTool(
      tool.name,
      {
        title: tool.title,
        description: tool.description,
        inputSchema: fromJsonSchema(tool.input as JsonSchemaType),
        annotations: {
          readOnlyHint: READING_TOOLS.includes(tool),
          destructiveHint: tool.isDestructive ?? false,
          openWorldHint: false,
        },
      },
      async (input, { mcpReq }) => {
        try {
          const use = { api, signal: AbortSignal.any([signal, mcpReq.signal]) };
          return { content: [contentOf(await tool.run(input, use))] };
        } catch (error) {
          return { isError: true, content: [{ type: 'text', text: explainError(error) }] };
        }
      },
    );
  return server;
}
