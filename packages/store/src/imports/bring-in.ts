import type pg from 'pg';

/** Inserts new cells and locks all: in order of id, as everywhere, so that no two transactions deadlock. */
const CELLS = [
  `INSERT INTO cells (id, spec, architecture, corruption, regularizer, label_noise, created_at)
   SELECT cell, spec, architecture, corruption, regularizer, label_noise, created_at FROM import_cells ORDER BY cell
   ON CONFLICT (id) DO NOTHING`,
  `SELECT FROM cells c JOIN import_cells i ON i.cell = c.id ORDER BY c.id FOR NO KEY UPDATE OF c`,
];

/**
 * The cells that get their result: those that have none here, and are not being trained here. Their attempts are numbered
 * after those that were made here.
 */
const WANTED = `CREATE TEMP TABLE import_wanted ON COMMIT DROP AS
  SELECT i.cell, c.attempt AS before FROM import_cells i JOIN cells c ON c.id = i.cell
  WHERE i.outcome IS NOT NULL AND c.state IN ('pending', 'queued', 'failed', 'cancelled')`;

/** Every step of a cell's life, because triggers check each. Curves of earlier attempts here make room. */
const PREPARE = [
  `ANALYZE import_wanted`,
  `DELETE FROM epochs e USING import_wanted w WHERE e.cell_id = w.cell`,
  `UPDATE cells c SET state = 'pending', ended_at = NULL, failure_class = NULL, failure_message = NULL
   FROM import_wanted w WHERE c.id = w.cell AND c.state IN ('failed', 'cancelled')`,
  `UPDATE cells c SET state = 'queued', queued_at = now() FROM import_wanted w WHERE c.id = w.cell AND c.state = 'pending'`,
  `INSERT INTO workers (id, host, pid, slots, engine, engine_version, device, device_name, started_at, last_seen_at, stopped_at)
   SELECT DISTINCT ON (worker) worker, host, 0, 1, engine, engine_version, device, device_name,
     min(started_at) OVER seen, max(coalesce(ended_at, started_at)) OVER seen, max(coalesce(ended_at, started_at)) OVER seen
   FROM import_attempts JOIN import_wanted USING (cell) WINDOW seen AS (PARTITION BY worker) ORDER BY worker
   ON CONFLICT (id) DO NOTHING`,
];

/** What the attempts of one number did. Epochs and measures count only while their attempt runs. */
const REPLAY = [
  `INSERT INTO attempts (cell_id, number, worker_id, engine, engine_version, device, device_name, micro_batches, gpu_memory_mb,
     first_step, started_at, ended_at, outcome, failure_class, message, stderr, late_writes)
   SELECT cell, w.before + attempt, worker, engine, engine_version, device, device_name, micro_batches, gpu_memory_mb,
     first_step, started_at, ended_at, outcome, failure_class, message, stderr, late_writes
   FROM import_attempts JOIN import_wanted w USING (cell) WHERE attempt = $1`,
  `UPDATE cells c SET state = 'running', attempt = w.before + a.attempt, worker_id = a.worker, started_at = a.started_at
   FROM import_attempts a JOIN import_wanted w USING (cell) WHERE c.id = a.cell AND a.attempt = $1`,
  `INSERT INTO epochs (cell_id, epoch, attempt, step, train_loss, train_accuracy, clean_train_loss, clean_train_accuracy,
     corrupted_train_loss, corrupted_train_accuracy, test_loss, test_accuracy, best_test_accuracy, learning_rate, gradient_norm,
     weight_norm, seconds, images_per_second, recorded_at)
   SELECT cell, epoch, w.before + attempt, step, train_loss, train_accuracy, clean_train_loss, clean_train_accuracy,
     corrupted_train_loss, corrupted_train_accuracy, test_loss, test_accuracy, best_test_accuracy, learning_rate, gradient_norm,
     weight_norm, seconds, images_per_second, recorded_at
   FROM import_epochs JOIN import_wanted w USING (cell) WHERE attempt = $1`,
  `INSERT INTO measures (cell_id, epoch, attempt, name, value)
   SELECT cell, epoch, w.before + attempt, name, value
   FROM import_measures JOIN import_wanted w USING (cell) WHERE attempt = $1`,
];

const FINISH = [
  `INSERT INTO cell_results (cell_id, attempt, outcome, stop_reason, epochs, steps, final_epoch, best_test_accuracy,
     best_test_epoch, epochs_to_fit, parameter_count, labels_selected, labels_changed, labels_sha256, images_sha256, seconds,
     images_per_second, weights, confusion, finished_at)
   SELECT cell, w.before + attempt, outcome, stop_reason, epochs, steps, final_epoch, best_test_accuracy,
     best_test_epoch, epochs_to_fit, parameter_count, labels_selected, labels_changed, labels_sha256, images_sha256, seconds,
     images_per_second, weights, confusion, finished_at
   FROM import_cells JOIN import_wanted w USING (cell)`,
  `INSERT INTO example_records (cell_id, attempt, first_fitted, times_forgotten, margins, test_losses)
   SELECT cell, w.before + attempt, first_fitted, times_forgotten, margins, test_losses
   FROM import_examples JOIN import_wanted w USING (cell)`,
  `INSERT INTO kept_images (inputs_sha256, images_sha256, labels_sha256, inputs, height, width, channels, stride, indices, labels,
     true_labels, label_names, true_label_names, pixels)
   SELECT inputs_sha256, images_sha256, labels_sha256, inputs, height, width, channels, stride, indices, labels,
     true_labels, label_names, true_label_names, pixels
   FROM import_images ON CONFLICT DO NOTHING`,
  `UPDATE cells c SET state = i.outcome, epoch = i.epochs, ended_at = i.ended_at
   FROM import_cells i JOIN import_wanted w USING (cell) WHERE c.id = i.cell`,
];

async function runAll(
  client: pg.Client,
  statements: readonly string[],
  values?: readonly unknown[],
): Promise<void> {
  for (const text of statements) await client.query(text, values && [...values]);
}

/** Brings the cells of a staged export in, with the results of those that have none here. Returns how many got one. */
export async function bringIn(client: pg.Client): Promise<number> {
  await runAll(client, [...CELLS, WANTED, ...PREPARE]);
  const { rows } = await client.query<{ last: number; wanted: number }>(
    `SELECT coalesce((SELECT max(attempt) FROM import_attempts JOIN import_wanted USING (cell)), 0) AS last,
       (SELECT count(*)::int FROM import_wanted) AS wanted`,
  );
  const { last = 0, wanted = 0 } = rows[0] ?? {};
  for (let number = 1; number <= last; number++) await runAll(client, REPLAY, [number]);
  await runAll(client, FINISH);
  return wanted;
}
