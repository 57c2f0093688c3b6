import type { Pen } from '../../paint/pen.js';

/** Shortens a text that is too long, and ends it with an ellipsis. */
export function shorten(text: string, length: number, widthOf: Pen['widthOf'], size: number): string {
  if (widthOf(text, size) <= length) return text;
  let end = Math.max(1, Math.floor((text.length * length) / widthOf(text, size)));
  while (end > 1 && widthOf(`${text.slice(0, end)}…`, size) > length) end--;
  return `${text.slice(0, end)}…`;
}

/**
 * Breaks a text into lines at spaces, hyphens and plus signs.
 *
 * @returns undefined if a part does not fit
 */
export function breakLabel(
  text: string,
  length: number,
  widthOf: Pen['widthOf'],
  size: number,
): string[] | undefined {
  const lines: string[] = [];
  for (const part of text.match(/[^\s+-]+[\s+-]?|[\s+-]/g) ?? [text]) {
    const line = `${lines.at(-1) ?? ''}${part}`;
    if (lines.length > 0 && widthOf(line.trimEnd(), size) <= length) lines[lines.length - 1] = line;
    else lines.push(part);
    if (widthOf(lines.at(-1)!.trimEnd(), size) > length) return undefined;
  }
  return lines.map((line) => line.trimEnd());
}
