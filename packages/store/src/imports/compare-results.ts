import type pg from 'pg';

/** A column in which a result that was already here differs from the export's. */
export interface ImportDifference {
  readonly cell: string;
  readonly column: string;
  readonly here: string | null;
  readonly there: string | null;
}

/** Times and speeds always differ; the rest is equal if the engine is. */
const COLUMNS = `outcome, stop_reason, epochs, steps, final_epoch, best_test_accuracy, best_test_epoch, epochs_to_fit, parameter_count,
  labels_selected, labels_changed, labels_sha256, images_sha256, confusion`;
const LAST_EPOCH = 'train_loss, train_accuracy, test_loss, test_accuracy, weight_norm';

const DIFFERENCES = `
  SELECT i.cell, t.key AS column, h.value AS here, t.value AS there
  FROM import_cells i JOIN cell_results r ON r.cell_id = i.cell
    LEFT JOIN epochs e ON e.cell_id = i.cell AND e.epoch = r.final_epoch
    LEFT JOIN import_epochs f ON f.cell = i.cell AND f.epoch = i.final_epoch
    CROSS JOIN LATERAL jsonb_each_text(to_jsonb((SELECT one FROM (SELECT ${prefixed('i', COLUMNS)}, ${prefixed('f', LAST_EPOCH)}) one))) t
    JOIN LATERAL jsonb_each_text(to_jsonb((SELECT one FROM (SELECT ${prefixed('r', COLUMNS)}, ${prefixed('e', LAST_EPOCH)}) one))) h
      ON h.key = t.key
  WHERE i.outcome IS NOT NULL AND NOT EXISTS (SELECT FROM import_wanted w WHERE w.cell = i.cell)
    AND h.value IS DISTINCT FROM t.value
  ORDER BY i.position, t.key`;

function prefixed(table: string, columns: string): string {
  return columns
    .split(',')
    .map((column) => `${table}.${column.trim()}`)
    .join(', ');
}

/** Returns where results that were here before differ from those of the staged export. */
export async function compareResults(client: pg.Client): Promise<readonly ImportDifference[]> {
  const { rows } = await client.query<ImportDifference>(DIFFERENCES);
  return rows;
}
