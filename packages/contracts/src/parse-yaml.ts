import { describeError, InvalidInputError } from '@rote/domain';
import type { CST, Document } from 'yaml';
import { Composer, Lexer, Parser } from 'yaml';
import { MAX_DEPTH, requirePlainData, tooDeep } from './plain-data.js';
import { describePosition } from './text-position.js';

/** Nodes that all aliases together may stand for, counted as the `yaml` package does. */
const MAX_ALIASES = 100;

/** A file that is no text at all has a fault in every line, and the parser quotes the line in its message. */
const MAX_FAULTS = 20;
const MAX_FAULT_LENGTH = 200;

/** The parser's stack has an entry for a mapping or list, and one for what it is in the middle of. */
const MAX_STACK = 2 * MAX_DEPTH;

/**
 * The tokens of a text. The composer that reads them is recursive, and a stack overflow inside of a regular
 * expression ends the process (V8 cannot throw there), so nesting is bounded here, where it is a loop.
 */
function* tokensOf(text: string, what: string): Generator<CST.Token> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > MAX_STACK) throw tooDeep(what);
  }
  yield* parser.end();
}

const notYaml = (what: string, expected: readonly string[]): InvalidInputError =>
  new InvalidInputError(
    'request-invalid',
    `${what} is not YAML`,
    expected.map((each) => ({ pointer: '', expected: each })),
  );

function toPlainValue(document: Document, what: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw notYaml(what, [`anchors and aliases that stay small: ${describeError(error)}`]);
  }
}

/**
 * A YAML 1.2 text (JSON is one) as a value; undefined for an empty one. The text may come from anybody: it can neither
 * end the process nor grow without measure.
 *
 * @param what names the text in errors: `the body`
 * @throws InvalidInputError `request-invalid` with the faults of the syntax (the first 20), each with line and column
 */
export function parseYaml(text: string, what: string): unknown {
  const composer = new Composer({ prettyErrors: false });
  const [document, second] = [...composer.compose(tokensOf(text, what), true, text.length)];
  if (document === undefined) return undefined;
  if (second !== undefined) throw notYaml(what, ['one document; found several']);
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0)
    throw notYaml(
      what,
      faults
        .slice(0, MAX_FAULTS)
        .map(
          ({ pos, message }) => `${describePosition(text, pos[0])}: ${message.slice(0, MAX_FAULT_LENGTH)}`,
        ),
    );
  if (document.contents === null) return undefined;
  const value = toPlainValue(document, what);
  requirePlainData(value, what);
  return value;
}
