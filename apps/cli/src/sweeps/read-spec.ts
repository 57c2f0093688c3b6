import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { decodeText, describePosition, parseYaml, requireFiniteNumbers } from '@rote/contracts';
import { describeError, InvalidInputError, RoteError } from '@rote/domain';

/**
 * Parses a file that claims to be JSON. YAML reads JSON too, and finds duplicate keys, but syntax errors in JSON should be
 * reported in JSON's terms.
 */
function parseJsonFile(source: string, name: string): unknown {
  try {
    if (source.trim() !== '') JSON.parse(source);
  } catch (error) {
    const message = describeError(error);
    const offset = /at position (\d+)/.exec(message)?.[1];
    const place = describePosition(source, offset === undefined ? source.length : Number(offset));
    const expected = `${place}: ${message.replace(/ in JSON.*$/s, '')}`;
    throw new InvalidInputError('request-invalid', `${name} is not JSON`, [{ pointer: '', expected }]);
  }
  return parseYaml(source, name);
}

/** A sweep spec as its author wrote it. */
export interface SpecFile {
  /** The name to use in messages. */
  readonly name: string;
  readonly source: string;
  readonly spec: unknown;
}

/**
 * Reads a sweep spec, YAML or JSON (which is YAML), without validating it: the API does that.
 *
 * @param file a path, or `-` for standard input
 * @throws RoteError `spec-invalid` if there is nothing to read; `request-invalid` with every syntax error and its place
 */
export async function readSpec(file: string, stdin: NodeJS.ReadableStream): Promise<SpecFile> {
  const name = file === '-' ? 'standard input' : file;
  let bytes: Uint8Array;
  try {
    bytes = file === '-' ? await buffer(stdin) : await readFile(file);
  } catch (cause) {
    throw new RoteError('spec-invalid', `cannot read ${name}`, { cause });
  }
  const source = decodeText(bytes, name);
  const spec = name.endsWith('.json') ? parseJsonFile(source, name) : parseYaml(source, name);
  if (spec === undefined)
    throw new RoteError('spec-invalid', `${name} is empty; examples/demo.yaml shows what a sweep spec has`);
  // It is sent as JSON, which cannot express others.
  requireFiniteNumbers(spec, name);
  return { name, source, spec };
}
