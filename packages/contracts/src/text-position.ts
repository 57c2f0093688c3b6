/** Where an offset is in a text, for people: `line 3, column 5`, both from 1. */
export function describePosition(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return `line ${String(before.split('\n').length)}, column ${String(offset - lineStart + 1)}`;
}
