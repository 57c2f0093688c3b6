import type { ExportTableName } from '@rote/domain';

/** Members of the sweep and their cells. The id is a checked UUID, because COPY takes no parameters. */
const members = (sweepId: string): string =>
  `(SELECT position, cell_id, cached FROM sweep_cells WHERE sweep_id = '${sweepId}') m`;

/**
 * The rows of each table of an export, in an order that does not change. Together they have all that an import needs;
 * `results` is the view, for people.
 */
export const EXPORT_TABLES: Readonly<Record<ExportTableName, (sweepId: string) => string>> = {
  results: (sweepId) => `SELECT * FROM results WHERE sweep_id = '${sweepId}' ORDER BY position`,
  cells: (sweepId) => `
    SELECT m.position, m.cell_id AS cell, m.cached, c.state, c.spec, c.created_at, c.started_at, c.ended_at, c.attempt,
      c.failure_class, c.failure_message, r.outcome, r.stop_reason, r.epochs, r.steps, r.final_epoch, r.best_test_accuracy,
      r.best_test_epoch, r.epochs_to_fit, r.parameter_count, r.labels_selected, r.labels_changed, r.labels_sha256,
      r.images_sha256, r.seconds, r.images_per_second, r.weights, r.confusion, r.finished_at
    FROM ${members(sweepId)} JOIN cells c ON c.id = m.cell_id LEFT JOIN cell_results r ON r.cell_id = m.cell_id
    ORDER BY m.position`,
  attempts: (sweepId) => `
    SELECT m.cell_id AS cell, a.number AS attempt, a.worker_id AS worker, w.host, a.engine, a.engine_version, a.device,
      a.device_name, a.micro_batches, a.gpu_memory_mb, a.first_step, a.started_at, a.ended_at, a.outcome, a.failure_class,
      a.message, a.stderr, a.late_writes
    FROM ${members(sweepId)} JOIN attempts a ON a.cell_id = m.cell_id JOIN workers w ON w.id = a.worker_id
    ORDER BY m.position, a.number`,
  epochs: (sweepId) => `
    SELECT m.cell_id AS cell, e.epoch, e.attempt, e.step, e.train_loss, e.train_accuracy, e.clean_train_loss,
      e.clean_train_accuracy, e.corrupted_train_loss, e.corrupted_train_accuracy, e.test_loss, e.test_accuracy,
      e.best_test_accuracy, e.learning_rate, e.gradient_norm, e.weight_norm, e.seconds, e.images_per_second, e.recorded_at
    FROM ${members(sweepId)} JOIN epochs e ON e.cell_id = m.cell_id
    ORDER BY m.position, e.epoch`,
  measures: (sweepId) => `
    SELECT m.cell_id AS cell, s.epoch, s.attempt, s.name, s.value
    FROM ${members(sweepId)} JOIN measures s ON s.cell_id = m.cell_id
    ORDER BY m.position, s.epoch, s.name`,
  examples: (sweepId) => `
    SELECT m.cell_id AS cell, x.attempt, x.first_fitted, x.times_forgotten, x.margins, x.test_losses
    FROM ${members(sweepId)} JOIN example_records x ON x.cell_id = m.cell_id
    ORDER BY m.position`,
  images: (sweepId) => `
    SELECT k.inputs_sha256, k.images_sha256, k.labels_sha256, k.inputs, k.height, k.width, k.channels, k.stride, k.indices,
      k.labels, k.true_labels, k.label_names, k.true_label_names, k.pixels
    FROM kept_images k
    WHERE EXISTS (
      SELECT FROM ${members(sweepId)} JOIN cells c ON c.id = m.cell_id JOIN cell_results r ON r.cell_id = m.cell_id
      WHERE r.images_sha256 = k.images_sha256 AND r.labels_sha256 = k.labels_sha256 AND has_kept_images(c.spec, k.inputs))
    ORDER BY k.inputs_sha256, k.images_sha256`,
};
