import { locateFaults } from '@rote/contracts';
import { InvalidInputError } from '@rote/domain';

const texts = new WeakMap<object, string>();

/** Returns the text of a body, if it is known. */
export const textOf = (body: unknown): string | undefined =>
  typeof body === 'object' && body !== null ? texts.get(body) : undefined;

/** Keeps the text of a body for as long as its value, to locate faults in it. */
export function rememberText(value: unknown, text: string): void {
  if (typeof value === 'object' && value !== null) texts.set(value, text);
}

/** Parses a body; its faults get lines and columns. */
export function parseWithPlaces<T>(parse: (body: unknown) => T, body: unknown): T {
  try {
    return parse(body);
  } catch (error) {
    const text = textOf(body);
    if (!(error instanceof InvalidInputError) || text === undefined || error.code === 'config-invalid')
      throw error;
    const { code, message, faults, more } = error;
    const what = message.split(':\n')[0] ?? '';
    throw new InvalidInputError(code as 'spec-invalid', what, locateFaults(text, faults), more);
  }
}
