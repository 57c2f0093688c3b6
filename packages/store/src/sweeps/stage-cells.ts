import { architectureName, corruptionName, labelNoise, regularizerName } from '@rote/domain';
import { type CellStream, chunksOf } from './chunks.js';
import type { Queryable } from '../database/database.js';

/**
 * Collects the cells of a submission, so that the rest takes one statement each, in order of cell id. Each chunk is its
 * own statement: however long the expansion takes, no transaction waits for it.
 *
 * @param submission its own UUID
 */
export async function stageCells(client: Queryable, submission: string, cells: CellStream): Promise<void> {
  let first = 0;
  for await (const chunk of chunksOf(cells)) {
    await client.$executeRaw`
      INSERT INTO staged_cells
        (submission, id, position, spec, architecture, corruption, regularizer, label_noise)
      SELECT ${submission}::uuid, id, ${first} + index - 1, spec::jsonb, architecture, corruption, regularizer,
        label_noise
      FROM unnest(
        ${chunk.map(({ id }) => id)}::text[],
        ${chunk.map(({ cell }) => JSON.stringify(cell))}::text[],
        ${chunk.map(({ cell }) => architectureName(cell.architecture))}::text[],
        ${chunk.map(({ cell }) => corruptionName(cell.corruption))}::text[],
        ${chunk.map(({ cell }) => regularizerName(cell.regularizer))}::text[],
        ${chunk.map(({ cell }) => labelNoise(cell.corruption))}::double precision[]
      ) WITH ORDINALITY AS chunk (id, spec, architecture, corruption, regularizer, label_noise, index)`;
    first += chunk.length;
  }
}

export const unstageCells = (client: Queryable, submission: string): Promise<number> =>
  client.$executeRaw`DELETE FROM staged_cells WHERE submission = ${submission}::uuid`;

/**
 * Deletes what submissions left behind when their process died: everything older than a day, because no submission
 * takes that long.
 */
export const deleteLeftovers = (client: Queryable): Promise<number> =>
  client.$executeRaw`DELETE FROM staged_cells WHERE staged_at < now() - interval '1 day'`;
