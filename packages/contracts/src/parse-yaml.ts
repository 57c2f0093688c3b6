import { describeError, type Fault, InvalidInputError } from '@rote/domain/errors';
import type { CST, Document } from 'yaml';
import { Composer, isMap, isScalar, Lexer, Parser, visit } from 'yaml';
import { followAliases } from './yaml-aliases.js';
import { findBadMerges, isMergeKey, MERGE_KEY } from './yaml-merges.js';
import { MAX_DEPTH, requirePlainData, tooDeep } from './plain-data.js';
import { positionsIn } from './text-position.js';

/** How many nodes all aliases together may stand for, counted as the `yaml` package does. */
const MAX_ALIASES = 100;

/** The parser's message quotes the line of a fault. */
const MAX_FAULT_LENGTH = 200;

/** The parser's stack has an entry for each mapping or list, and one for what it is in the middle of. */
const MAX_STACK = 2 * MAX_DEPTH;

/**
 * The tokens of a text. The composer that reads them is recursive, and a stack overflow inside a regular expression
 * ends the process (V8 cannot throw there), so nesting is limited here, in a loop.
 */
function* tokensOf(text: string, what: string): Generator<CST.Token> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > MAX_STACK) throw tooDeep(what);
  }
  yield* parser.end();
}

const notYaml = (what: string, faults: readonly Fault[]): InvalidInputError =>
  new InvalidInputError('request-invalid', `${what} is not YAML`, faults);

/** Keys that come twice in a mapping, or are no text: in time in proportion to the keys, where the parser's own check
 * compares each with each. */
function findBadKeys(
  document: Document,
  follow: (node: unknown) => unknown,
): readonly { readonly offset: number; readonly expected: string }[] {
  const faults: { readonly offset: number; readonly expected: string }[] = [];
  visit(document, {
    Map(_key, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const offset =
          (key as { range?: readonly number[] | null } | null)?.range?.[0] ?? map.range?.[0] ?? 0;
        const resolved = follow(key);
        if (isMap(resolved) || !isScalar(resolved)) {
          faults.push({ offset, expected: 'a key that is text' });
          continue;
        }
        const name = isMergeKey(key) ? MERGE_KEY : String(resolved.value);
        if (seen.has(name))
          faults.push({ offset, expected: `each key once; ${JSON.stringify(name)} comes again` });
        seen.add(name);
      }
    },
  });
  return faults;
}

function toPlainValue(document: Document, what: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw notYaml(what, [
      {
        pointer: '',
        expected: 'anchors and aliases that stay small',
        found: describeError(error).slice(0, MAX_FAULT_LENGTH),
      },
    ]);
  }
}

/**
 * Parses a YAML 1.2 text (which JSON is), with the merge keys (`<<: *anchor`) of YAML 1.1; undefined for an empty one.
 * The text may come from a stranger: it can neither end the process nor grow without limit.
 *
 * @param what names the text in errors: `the body`
 * @throws InvalidInputError `request-invalid` with the first syntax errors, each with line and column
 */
export function parseYaml(text: string, what: string): unknown {
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, merge: true });
  const [document, second] = [...composer.compose(tokensOf(text, what), true, text.length)];
  if (document === undefined) return undefined;
  if (second !== undefined)
    throw notYaml(what, [{ pointer: '', expected: 'one document', found: 'several' }]);
  const faults = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    offset: pos[0],
    expected: message.slice(0, MAX_FAULT_LENGTH),
  }));
  if (faults.length === 0) {
    const follow = followAliases(document);
    const found = [...findBadKeys(document, follow), ...findBadMerges(document.contents, follow)];
    faults.push(...found.sort((a, b) => a.offset - b.offset));
  }
  if (faults.length > 0) {
    const positionOf = positionsIn(text);
    throw notYaml(
      what,
      faults.map(({ offset, expected }) => ({ pointer: '', expected, ...positionOf(offset) })),
    );
  }
  if (document.contents === null) return undefined;
  const value = toPlainValue(document, what);
  requirePlainData(value, what);
  return value;
}
