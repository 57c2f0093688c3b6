export interface TextPosition {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

/** Finds positions of offsets in a text, each by a search among the line ends. */
export function positionsIn(text: string): (offset: number) => TextPosition {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  };
}

/** The position of an offset in a text, for people: `line 3, column 5`, both from 1. */
export function describePosition(text: string, offset: number): string {
  const { line, column } = positionsIn(text)(offset);
  return `line ${String(line)}, column ${String(column)}`;
}
