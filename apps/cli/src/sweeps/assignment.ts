import { parseYaml } from '@rote/contracts';
import { InvalidArgumentError } from 'commander';

/** A place in a spec, and its new value. */
interface Assignment {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Reads `training.epochs=20`: names joined by dots, and a value as a sweep file writes it. */
export function readAssignment(text: string): Assignment {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(`Expected PLACE=VALUE; found ${text}.`);
  try {
    return { path: text.slice(0, at).split('.'), value: parseYaml(text.slice(at + 1), 'the value') };
  } catch {
    throw new InvalidArgumentError(`The value of ${text.slice(0, at)} is not YAML.`);
  }
}

/** Returns the object that assigns the value at the path. */
export const nest = ({ path, value }: Assignment): unknown =>
  path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
