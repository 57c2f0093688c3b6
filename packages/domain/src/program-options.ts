import type { EngineName } from './engine.js';
import { ENGINE_NAMES } from './engine.js';
import { RoteError } from './errors.js';

/**
 * Reads the value of a program's option `--engine`.
 *
 * @returns undefined if the option is missing
 * @throws RoteError `config-invalid` if no engine has this name
 */
export function parseEngineOption(text: string | undefined): EngineName | undefined {
  const name = ENGINE_NAMES.find((known) => known === text);
  if (text !== undefined && name === undefined)
    throw new RoteError(
      'config-invalid',
      `--engine must be one of ${ENGINE_NAMES.join(', ')}; found ${text}`,
    );
  return name;
}

/**
 * Reads the value of a program's option that is a whole number.
 *
 * @param option the option as a person writes it, for example `--runs`
 * @param least the smallest allowed value. Default: 1.
 * @throws RoteError `config-invalid` if the value is not such a number
 */
export function parseCountOption(option: string, text: string, least = 1): number {
  const count = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(count) || count < least)
    throw new RoteError(
      'config-invalid',
      `${option} must be a whole number from ${String(least)}; found ${text === '' ? 'nothing' : text}`,
    );
  return count;
}
