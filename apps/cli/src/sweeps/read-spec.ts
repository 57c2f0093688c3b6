import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { RoteError } from '@rote/domain';
import { LineCounter, parseDocument } from 'yaml';

/**
 * Reads a sweep spec, YAML or JSON (which is YAML), without judging it: the API does that.
 *
 * @param file a path, or `-` for standard input
 * @throws RoteError `spec-invalid` with every syntax error, each with its place
 */
export async function readSpec(file: string, stdin: NodeJS.ReadableStream): Promise<unknown> {
  const name = file === '-' ? 'standard input' : file;
  let source: string;
  try {
    source = file === '-' ? await text(stdin) : await readFile(file, 'utf8');
  } catch (cause) {
    throw new RoteError('spec-invalid', `cannot read ${name}`, { cause });
  }
  return parseSpecText(source, name);
}

export function parseSpecText(source: string, name: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ pos, message }) => {
      const { line, col } = lineCounter.linePos(pos[0]);
      return `  line ${String(line)}, column ${String(col)}: ${message}`;
    });
    throw new RoteError('spec-invalid', `${name} is not YAML:\n${faults.join('\n')}`);
  }
  return document.toJS();
}
