import { describeError, InvalidInputError } from '@rote/domain';
import type { CST, Document } from 'yaml';
import { Composer, Lexer, Parser } from 'yaml';
import { MAX_DEPTH, requirePlainData, tooDeep } from './plain-data.js';
import { describePosition } from './text-position.js';

/** Nodes that all aliases together may stand for, counted as the `yaml` package does. */
const MAX_ALIASES = 100;

/** The parser's stack has an entry for a mapping or list, and one for what it is in the middle of. */
const MAX_STACK = 2 * MAX_DEPTH;

/**
 * The tokens of a text. The composer that reads them is recursive, and a stack overflow inside of a regular
 * expression ends the process (V8 cannot throw there), so nesting is bounded here, where it is a loop.
 */
function* tokensOf(text: string): Generator<CST.Token> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > MAX_STACK) throw tooDeep();
  }
  yield* parser.end();
}

const notYaml = (expected: readonly string[]): InvalidInputError =>
  new InvalidInputError(
    'request-invalid',
    'the body is not YAML',
    expected.map((each) => ({ pointer: '', expected: each })),
  );

function toPlainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw notYaml([`anchors and aliases that stay small: ${describeError(error)}`]);
  }
}

/**
 * A YAML 1.2 body as a value; undefined for an empty one.
 *
 * @throws InvalidInputError `request-invalid` with every fault of the syntax, each with line and column
 */
export function parseYamlBody(text: string): unknown {
  const composer = new Composer({ prettyErrors: false });
  const [document, second] = [...composer.compose(tokensOf(text), true, text.length)];
  if (document === undefined) return undefined;
  if (second !== undefined) throw notYaml(['one document; found several']);
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0)
    throw notYaml(faults.map(({ pos, message }) => `${describePosition(text, pos[0])}: ${message}`));
  if (document.contents === null) return undefined;
  const value = toPlainValue(document);
  requirePlainData(value);
  return value;
}
