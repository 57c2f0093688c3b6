import { MAX_POSITIONS_CHARACTERS } from '@rote/contracts/positions';

/** Writes positions, in any order, as an address has them: `0-99,205`. */
export function writePositions(positions: Iterable<number>): string {
  const parts: string[] = [];
  const sorted = Int32Array.from(positions).sort();
  for (let index = 0; index < sorted.length; index++) {
    const first = sorted[index]!;
    while (sorted[index + 1] !== undefined && sorted[index + 1]! <= sorted[index]! + 1) index++;
    const last = sorted[index]!;
    parts.push(first === last ? String(first) : `${String(first)}-${String(last)}`);
  }
  return parts.join(',');
}

/** Writes positions as the API takes them; undefined if the list would be longer than it takes. */
export function writePositionsForApi(positions: Iterable<number>): string | undefined {
  const text = writePositions(positions);
  return text.length > MAX_POSITIONS_CHARACTERS ? undefined : text;
}

/** A grid has no more cells than these. */
const MOST = 1_000_000;

/** Reads what `writePositions` wrote; returns undefined for anything else. */
export function readPositions(text: string): number[] | undefined {
  const positions: number[] = [];
  for (const part of text.split(',')) {
    const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part);
    if (match === null) return undefined;
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    if (last < first || positions.length + last - first >= MOST) return undefined;
    for (let position = first; position <= last; position++) positions.push(position);
  }
  return positions;
}
