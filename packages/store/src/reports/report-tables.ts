/**
 * The queries for the rows behind the tables and figures of a sweep's report, by name. `$1` is the sweep's id. The
 * columns are those of the view without the sweep's name and id. Rows that differ only in their settings are adjacent.
 */
export const REPORT_TABLES = {
  combinations: `
    SELECT combination, dataset, architecture, corruption, label_noise, regularizer, train_images, cells, n, diverged,
      unfinished, epochs, train_accuracy, train_sd, test_accuracy, test_sd, train_loss, spec::text AS spec
    FROM combinations WHERE sweep_id = $1::uuid
    ORDER BY position`,
  // Limited to the first ones: no reader can tell more curves apart.
  combination_curves: `
    SELECT c.combination, c.epoch, c.n, c.train_loss, c.train_loss_low, c.train_loss_high, c.train_accuracy, c.train_low,
      c.train_high, c.test_accuracy, c.test_low, c.test_high, c.train_loss_singles, c.train_singles, c.test_singles
    FROM combination_curves c
    JOIN (
      SELECT combination, position FROM combinations WHERE sweep_id = $1::uuid ORDER BY position LIMIT 48
    ) shown USING (combination)
    WHERE c.sweep_id = $1::uuid
    ORDER BY shown.position, c.epoch`,
  incomparable: `
    SELECT reason, count(*) AS cells FROM incomparable_cells WHERE sweep_id = $1::uuid
    GROUP BY reason ORDER BY reason`,
  rademacher_complexity: `
    SELECT dataset, architecture, regularizer, train_images, n, complexity, sd, low, high, settings
    FROM rademacher_complexity WHERE sweep_id = $1::uuid
    ORDER BY dataset, architecture, regularizer, train_images, settings`,
  uniform_stability: `
    SELECT dataset, architecture, corruption, label_noise, regularizer, train_images, n, max_difference, mean_difference,
      settings
    FROM uniform_stability WHERE sweep_id = $1::uuid
    ORDER BY dataset, architecture, corruption, label_noise, regularizer, train_images, settings`,
  figure_1a: `
    SELECT dataset, architecture, corruption, regularizer, train_images, epoch, step, n, train_loss, sd, low, high,
      singles, paper_train_loss, settings
    FROM figure_1a WHERE sweep_id = $1::uuid
    ORDER BY dataset, architecture, regularizer, train_images, corruption, settings, epoch, step`,
  figure_1b: `
    SELECT dataset, architecture, regularizer, label_noise, train_images, n, unfitted, censored, epochs_to_fit,
      epochs_at_least, sd, low, high, singles, relative_time, paper_relative_time, paper_epochs, settings
    FROM figure_1b() WHERE sweep_id = $1::uuid
    ORDER BY dataset, train_images, architecture, regularizer, settings, label_noise`,
  figure_1c: `
    SELECT dataset, architecture, regularizer, label_noise, train_images, n, test_error, sd, low, high, singles, train_accuracy,
      paper_test_error, settings
    FROM figure_1c WHERE sweep_id = $1::uuid
    ORDER BY dataset, train_images, architecture, regularizer, settings, label_noise`,
  figure_2b: `
    SELECT dataset, batch_norm, train_images, epoch, n, test_accuracy, sd, low, high, singles, paper_test_accuracy, settings
    FROM figure_2b WHERE sweep_id = $1::uuid
    ORDER BY dataset, train_images, batch_norm DESC, settings, epoch`,
  label_fit_over_time: `
    SELECT dataset, architecture, corruption, label_noise, regularizer, train_images, epoch, n,
      clean_train_accuracy, clean_sd, clean_low, clean_high, clean_singles,
      corrupted_train_accuracy, corrupted_sd, corrupted_low, corrupted_high, corrupted_singles, settings
    FROM label_fit_over_time WHERE sweep_id = $1::uuid
    ORDER BY dataset, architecture, regularizer, train_images, corruption, label_noise, settings, epoch`,
  kernel_section: `
    SELECT dataset, architecture, corruption, label_noise, regularizer, train_images, n, test_error, sd, low, high, singles,
      solution_norm, distance_to_min_norm, paper_test_error, paper_solution_norm, settings
    FROM kernel_section WHERE sweep_id = $1::uuid
    ORDER BY dataset, corruption, label_noise, architecture, regularizer, settings, train_images`,
  theorem_1: `
    SELECT architecture, corruption, label_noise, train_images, n, train_accuracy, sd, low, high, max_error, settings
    FROM theorem_1 WHERE sweep_id = $1::uuid
    ORDER BY corruption, label_noise, architecture, settings, train_images`,
  fit_width: `
    SELECT regularizer, train_images, width, n, fitted, parameter_count, theorem_1_weights, settings
    FROM fit_width WHERE sweep_id = $1::uuid
    ORDER BY regularizer, settings, train_images`,
  table_1: `
    SELECT architecture, random_crop, weight_decay, labels, train_images, n,
      train_accuracy, train_sd, train_low, train_high, test_accuracy, test_sd, test_low, test_high,
      paper_train_accuracy, paper_test_accuracy, settings
    FROM table_1 WHERE sweep_id = $1::uuid
    ORDER BY architecture, labels DESC, random_crop DESC, weight_decay DESC, train_images, settings`,
  table_4: `
    SELECT architecture, regularizer, train_images, n, diverged, train_accuracy, sd, low, high, paper_train_accuracy,
      paper_converges, settings
    FROM table_4 WHERE sweep_id = $1::uuid
    ORDER BY architecture, regularizer, train_images, settings`,
  paper_comparison: `
    SELECT source, architecture, corruption, label_noise, regularizer, train_images, metric, n, ours, at_least, sd, low, high,
      paper, band_low, band_high, verdict, settings
    FROM paper_comparison WHERE sweep_id = $1::uuid
    ORDER BY source, architecture, regularizer, label_noise, corruption, metric, train_images, settings`,
  // Whole curves, of the data sets and networks that the sweep's cells use.
  paper_curves: `
    SELECT p.source, p.dataset, p.architecture, p.corruption, p.label_noise, p.regularizer, p.epoch, p.metric, p.value
    FROM paper_reference p
    WHERE p.source LIKE 'figure-%' AND p.value IS NOT NULL AND EXISTS (
      SELECT FROM comparable_cells c
      WHERE c.sweep_id = $1::uuid AND c.dataset = p.dataset AND c.architecture = p.architecture
    )
    ORDER BY p.source, p.metric, p.architecture, p.regularizer, p.corruption, p.label_noise, p.epoch`,
  settings: `
    SELECT settings, architecture, regularizer, spec::text AS spec
    FROM settings WHERE sweep_id = $1::uuid
    ORDER BY architecture, regularizer, settings`,
  leak_check: `
    SELECT cell, architecture, regularizer, train_images, test_images, test_accuracy, expected, sd, p_value, inside,
      settings
    FROM leak_check WHERE sweep_id = $1::uuid
    ORDER BY architecture, regularizer, train_images, settings, cell`,
  early_stopping_gain: `
    SELECT cell, architecture, corruption, label_noise, regularizer, train_images, best_test_accuracy, best_test_epoch,
      test_accuracy, epochs, gain, settings
    FROM early_stopping_gain WHERE sweep_id = $1::uuid
    ORDER BY architecture, corruption, label_noise, regularizer, train_images, settings, cell`,
  measure_correlation: `
    SELECT dataset, train_images, corruption, measure, n, tau
    FROM measure_correlation WHERE sweep_id = $1::uuid
    ORDER BY dataset, train_images, measure, corruption NULLS FIRST`,
  unfinished: `
    SELECT r.cell, r.state, r.architecture, r.corruption, r.label_noise, r.regularizer, r.train_images, r.seed,
      r.attempts, coalesce(t.seconds, 0) AS seconds, r.error
    FROM results r
    CROSS JOIN LATERAL (
      SELECT sum(extract(epoch FROM coalesce(a.ended_at, now()) - a.started_at))::float8 AS seconds
      FROM attempts a WHERE a.cell_id = r.cell
    ) t
    WHERE r.sweep_id = $1::uuid AND r.state <> 'succeeded'
    ORDER BY r.position LIMIT 10000`,
} as const;

export type ReportTableName = keyof typeof REPORT_TABLES;
export const REPORT_TABLE_NAMES = Object.keys(REPORT_TABLES) as readonly ReportTableName[];
