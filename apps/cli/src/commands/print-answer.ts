import type { CommandContext } from '../command-context.js';
import { type TextOptions, wantsJson } from './format-options.js';

/** Prints what the API answered, as JSON where that is wanted, else in words. */
export function printAnswer(
  { stdout }: Pick<CommandContext, 'stdout'>,
  options: TextOptions,
  answer: unknown,
  words: string,
): void {
  stdout.write(wantsJson(options) ? `${JSON.stringify(answer, undefined, 2)}\n` : `${words}\n`);
}
