import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { decodeText, parseYaml, requireFiniteNumbers } from '@rote/contracts';
import { RoteError } from '@rote/domain';

/**
 * Reads a sweep spec, YAML or JSON (which is YAML), without judging it: the API does that.
 *
 * @param file a path, or `-` for standard input
 * @throws RoteError `spec-invalid` where there is nothing to read; `request-invalid` with every syntax error, each
 * with its place
 */
export async function readSpec(file: string, stdin: NodeJS.ReadableStream): Promise<unknown> {
  const name = file === '-' ? 'standard input' : file;
  let bytes: Uint8Array;
  try {
    bytes = file === '-' ? await buffer(stdin) : await readFile(file);
  } catch (cause) {
    throw new RoteError('spec-invalid', `cannot read ${name}`, { cause });
  }
  const spec = parseYaml(decodeText(bytes, name), name);
  if (spec === undefined)
    throw new RoteError('spec-invalid', `${name} is empty; examples/demo.yaml shows what a sweep spec has`);
  // It is sent as JSON, which has none.
  requireFiniteNumbers(spec, name);
  return spec;
}
