import pg from 'pg';

/**
 * Everything that workers would have written about the cells in the database, but those whose seed is among the last: they stay
 * pending.
 */
const RESULTS = (epochs: number, firstPendingSeed: number): string => `
  SET session_replication_role = replica;
  CREATE TEMPORARY TABLE ended ON COMMIT PRESERVE ROWS AS
    SELECT id, label_noise, (hashtext(id) % 100) / 1000.0 AS luck FROM cells
    WHERE state = 'pending' AND (spec ->> 'seed')::bigint < ${String(firstPendingSeed)};
  INSERT INTO workers (id, host, pid, slots, engine, engine_version, device, device_name)
    VALUES ('bench', 'bench', 1, 2, 'native', '1', 'gpu', 'bench') ON CONFLICT DO NOTHING;
  INSERT INTO attempts (cell_id, number, worker_id, engine, engine_version, device, device_name, started_at, ended_at, outcome)
    SELECT id, 1, 'bench', 'native', '1', 'gpu', 'bench', now() - interval '1 hour', now(), 'succeeded' FROM ended;
  INSERT INTO epochs (cell_id, epoch, attempt, step, train_loss, train_accuracy, test_loss, test_accuracy, best_test_accuracy,
      learning_rate, gradient_norm, weight_norm, seconds, images_per_second)
    SELECT id, n, 1, n * 10, exp(-n / 30.0) * (1 + label_noise), 1 - exp(-n / 20.0) * (0.9 + luck), 1 + label_noise,
      0.5 - label_noise / 4 + luck - exp(-n / 10.0) / 4, 0.6, 0.1, 1, 10 + n, 0.5, 1000
    FROM ended, generate_series(1, ${String(epochs)}) n;
  INSERT INTO cell_results (cell_id, attempt, outcome, stop_reason, epochs, steps, final_epoch, best_test_accuracy, best_test_epoch,
      epochs_to_fit, parameter_count, labels_selected, labels_changed, labels_sha256, images_sha256, seconds, images_per_second)
    SELECT id, 1, 'succeeded', 'epochs', ${String(epochs)}, ${String(epochs * 10)}, ${String(epochs)}, 0.6, 1, ${String(Math.ceil(epochs / 2))},
      100000, 0, 0, repeat('0', 64), repeat('0', 64), 50, 1000 FROM ended;
  UPDATE cells SET state = 'succeeded', attempt = 1, epoch = ${String(epochs)}, started_at = now() - interval '1 hour', ended_at = now()
    WHERE id IN (SELECT id FROM ended);
  DROP TABLE ended;
  RESET session_replication_role;
  TRUNCATE tallies, tally_steps;
  INSERT INTO tally_steps (sweep_id, state, cells) SELECT sweep_id, state, count(*) FROM sweep_cells GROUP BY sweep_id, state;
  INSERT INTO tally_steps (state, cells) SELECT state, count(*) FROM cells GROUP BY state;
  ANALYZE;`;

/** How much there is in a database, as text. */
export interface DatabaseContent {
  readonly cells: string;
  readonly epochs: string;
  readonly size: string;
}

/**
 * Writes results and epochs of the pending cells, as workers would have written them.
 *
 * @param options.epochs how many epochs each cell gets
 * @param options.firstPendingSeed cells with this seed or a later one stay pending. Default: none.
 */
export async function finishCells(
  databaseUrl: string,
  {
    epochs,
    firstPendingSeed = Number.MAX_SAFE_INTEGER,
  }: { readonly epochs: number; readonly firstPendingSeed?: number },
): Promise<DatabaseContent> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(RESULTS(epochs, firstPendingSeed));
    const { rows } = await client.query<DatabaseContent>(
      `SELECT (SELECT count(*) FROM cells) AS cells, (SELECT count(*) FROM epochs) AS epochs,
         pg_size_pretty(pg_database_size(current_database())) AS size`,
    );
    return rows[0]!;
  } finally {
    await client.end();
  }
}
