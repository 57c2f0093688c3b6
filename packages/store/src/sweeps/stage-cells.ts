import {
  architectureName,
  corruptionName,
  type ExpandedCell,
  labelNoise,
  regularizerName,
} from '@rote/domain';
import { type CellStream, chunksOf } from './chunks.js';
import type { Database, Queryable } from '../database/database.js';
import { oneAhead } from '../queries/one-ahead.js';

const COPY = `COPY staged_cells (submission, position, id, spec, architecture, corruption, regularizer, label_noise) FROM STDIN`;

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
/** A value in the text format of COPY. */
const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character]!);

const lineOf = (submission: string, position: number, { id, cell, json }: ExpandedCell): string => {
  const architecture = escaped(architectureName(cell.architecture));
  const corruption = escaped(corruptionName(cell.corruption));
  const regularizer = escaped(regularizerName(cell.regularizer));
  return `${submission}\t${String(position)}\t${id}\t${escaped(json)}\t${architecture}\t${corruption}\t${regularizer}\t${String(labelNoise(cell.corruption))}\n`;
};

/**
 * Collects the cells of a submission, so that the rest takes few statements, in order of cell id. Each chunk is its own
 * statement, which the database carries out while the next chunk is expanded: however long the expansion takes, no transaction
 * waits for it.
 *
 * @param submission its own UUID
 * @returns the number of cells
 */
export async function stageCells(
  { copyIn }: Pick<Database, 'copyIn'>,
  submission: string,
  cells: CellStream,
): Promise<number> {
  let count = 0;
  for await (const chunk of oneAhead(chunksOf(cells))) {
    await copyIn(COPY, chunk.map((cell, index) => lineOf(submission, count + index, cell)).join(''));
    count += chunk.length;
  }
  return count;
}

export const unstageCells = (client: Queryable, submission: string): Promise<number> =>
  client.$executeRaw`DELETE FROM staged_cells WHERE submission = ${submission}::uuid`;

/**
 * Deletes what submissions left behind when their process died: everything older than a day, because no submission
 * takes that long.
 */
export const deleteLeftovers = (client: Queryable): Promise<number> =>
  client.$executeRaw`DELETE FROM staged_cells WHERE staged_at < now() - interval '1 day'`;
