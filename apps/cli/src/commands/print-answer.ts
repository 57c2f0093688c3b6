import type { CommandContext } from '../command-context.js';
import { type TextOptions, wantsJson } from './format-options.js';

/** Prints the API's answer as JSON if asked to, otherwise as text. */
export function printAnswer(
  { stdout }: Pick<CommandContext, 'stdout'>,
  options: TextOptions,
  answer: unknown,
  words: string,
): void {
  stdout.write(wantsJson(options) ? `${JSON.stringify(answer, undefined, 2)}\n` : `${words}\n`);
}
