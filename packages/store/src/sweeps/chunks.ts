import type { ExpandedCell } from '@rote/domain';

/** Cells as they are expanded; those of a large sweep come with pauses between them. */
export type CellStream = Iterable<ExpandedCell> | AsyncIterable<ExpandedCell>;

/** Rows a statement: large enough to cost no round trips to speak of, small enough to be written within milliseconds. */
const CHUNK = 500;

export async function* chunksOf(cells: CellStream): AsyncGenerator<readonly ExpandedCell[]> {
  let chunk: ExpandedCell[] = [];
  for await (const cell of cells) {
    chunk.push(cell);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
