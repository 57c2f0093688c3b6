import type { Scope } from '@rote/domain';
import type { Static, TSchema } from 'typebox';
import type { ApiClient } from '@rote/client';

/** What a tool works with. */
interface ToolUse {
  readonly api: ApiClient;
  /** Aborts when the agent gives the call up, or the program ends. */
  readonly signal: AbortSignal;
  /** The longest that a tool may wait for a sweep. */
  readonly maxWaitSeconds: number;
}

/** A tool's answer: data, which an agent reads as JSON, or a picture. */
export type ToolAnswer = { readonly data: object } | { readonly png: Uint8Array };

/** Something that an agent can ask of Rote. */
export interface Tool<Input extends TSchema = TSchema> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The scope that a key needs for it. */
  readonly scope: Scope;
  /** Whether it can end something that others count on. */
  readonly isDestructive?: boolean;
  /** An object of arguments. */
  readonly input: Input;
  run(input: Static<Input>, use: ToolUse): Promise<ToolAnswer>;
}

/** Types the arguments of a tool by its schema. */
export const defineTool = <Input extends TSchema>(tool: Tool<Input>): Tool => tool;
