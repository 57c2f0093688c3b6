import type { ExpandedCell } from '@rote/domain';

/** Cells as they are expanded, with pauses in between for a large sweep. */
export type CellStream = Iterable<ExpandedCell> | AsyncIterable<ExpandedCell>;

/** Rows per statement: enough to make round trips negligible, few enough to be written within milliseconds. */
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
