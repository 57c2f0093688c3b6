import type { ExpandedCell } from '@rote/domain';

/** Cells as they are expanded: a few at a time with pauses in between for a large sweep. */
export type CellStream = Iterable<ExpandedCell> | AsyncIterable<ExpandedCell | readonly ExpandedCell[]>;

/** Rows per statement: enough to make round trips negligible, few enough to be written within milliseconds. */
const CHUNK = 500;

/** Yields at least so many cells at a time, except for the last. */
export async function* chunksOf(cells: CellStream): AsyncGenerator<readonly ExpandedCell[]> {
  let chunk: ExpandedCell[] = [];
  for await (const some of cells) {
    if ('cell' in some) chunk.push(some);
    else chunk.push(...some);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
