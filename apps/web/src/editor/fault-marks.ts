import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import type { Fault } from '@rote/domain/errors';

/** What a fault says, in a sentence. */
export const faultText = ({ expected, found, suggestion }: Fault): string =>
  `${found === undefined ? expected : `Expected ${expected}, found ${found}`}${suggestion === undefined ? '' : `. Did you mean ${suggestion}?`}`;

/** The end of the word, the quoted text or the bracket that begins at an offset of a line. */
function endOfWord(line: string, from: number): number {
  const [word = ''] = /^(?:"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,:{}[\]#]+|.)/.exec(line.slice(from)) ?? [];
  return from + Math.max(1, word.length);
}

/** Where the value of a key begins and ends, if it is one word on the key's line. */
function valueAfter(line: string, end: number): readonly [from: number, to: number] | undefined {
  const [, space, word] = /^(["']?\s*:\s+)("[^"]*"|'[^']*'|[^\s,{}[\]#]+)/.exec(line.slice(end)) ?? [];
  if (space === undefined || word === undefined) return undefined;
  return [end + space.length, end + space.length + word.length];
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2');

/**
 * Marks faults where the API says they are. A suggestion that is one word is offered as a fix: of the word that is marked, or
 * of the value after it if the fault quotes that.
 */
export const marksOf = (doc: Text, faults: readonly Fault[]): readonly Diagnostic[] =>
  faults.map((fault): Diagnostic => {
    const line = doc.line(Math.min(Math.max(1, fault.line ?? 1), doc.lines));
    const begin = Math.min((fault.column ?? 1) - 1, Math.max(0, line.length - 1));
    const word = [begin, endOfWord(line.text, begin)] as const;
    const value = valueAfter(line.text, word[1]);
    const isValue =
      value !== undefined &&
      fault.found !== undefined &&
      unquoted(line.text.slice(...value)) === unquoted(fault.found);
    const [from, to] = isValue ? value : word;
    const { suggestion } = fault;
    const isFix = suggestion !== undefined && /^[\w.-]+$/.test(suggestion);
    return {
      from: Math.min(line.from + from, line.to),
      to: Math.min(line.from + to, line.to),
      severity: 'error',
      message: faultText(fault),
      ...(isFix && {
        actions: [
          {
            name: `Use ${suggestion}`,
            apply: (view, at, end) => {
              view.dispatch({ changes: { from: at, to: end, insert: suggestion } });
            },
          },
        ],
      }),
    };
  });
