-- Of the cells that did not reach the threshold, some trained for all the epochs they were allowed (unfitted), and
-- others ended early by their own stop rule (censored). Both would need longer than they trained. So the mean over all
-- cells is known only if all reached it; otherwise only a lower bound is.
CREATE OR REPLACE FUNCTION figure_1b(threshold DOUBLE PRECISION DEFAULT 0.05)
RETURNS TABLE (
    sweep TEXT, sweep_id UUID, dataset TEXT, architecture TEXT, regularizer TEXT,
    label_noise DOUBLE PRECISION, train_images INTEGER, n BIGINT, unfitted BIGINT, censored BIGINT,
    epochs_to_fit DOUBLE PRECISION, epochs_at_least DOUBLE PRECISION, sd DOUBLE PRECISION, low DOUBLE PRECISION,
    high DOUBLE PRECISION, relative_time DOUBLE PRECISION, paper_relative_time DOUBLE PRECISION,
    paper_epochs DOUBLE PRECISION, settings TEXT, singles DOUBLE PRECISION[]
) LANGUAGE sql STABLE AS $$
    SELECT k.sweep, k.sweep_id, k.dataset, k.architecture, k.regularizer, k.label_noise, k.train_images,
        k.n, k.n - k.fitted - k.censored, k.censored, k.epochs, k.at_least, k.sd, k.low, k.high,
        k.epochs / max(k.epochs) FILTER (WHERE k.label_noise = 0)
            OVER (PARTITION BY k.sweep_id, k.dataset, k.architecture, k.regularizer, k.train_images,
                k.settings),
        time.value, paper.value, k.settings, k.singles
    FROM (
        SELECT g.*, CASE WHEN g.fitted = g.n THEN s.mean END AS epochs, s.mean AS at_least,
            CASE WHEN g.fitted = g.n THEN s.sd END AS sd, CASE WHEN g.fitted = g.n THEN s.low END AS low,
            CASE WHEN g.fitted = g.n THEN s.high END AS high,
            CASE WHEN g.fitted = g.n THEN s.singles END AS singles
        FROM (
            SELECT c.sweep, c.sweep_id, c.dataset, c.architecture, c.regularizer, c.label_noise,
                c.train_images, c.settings, count(*) AS n, count(first.epoch) AS fitted,
                count(*) FILTER (WHERE first.epoch IS NULL AND c.stop_reason IN ('stop-rule', 'patience')) AS censored,
                array_agg(coalesce(first.epoch, c.epochs + 1)::DOUBLE PRECISION) AS times
            FROM comparable_cells c
            CROSS JOIN LATERAL (
                SELECT min(e.epoch) AS epoch FROM epochs e
                WHERE e.cell_id = c.cell AND e.train_loss <= threshold
            ) first
            WHERE c.corruption IN ('none', 'partial-labels', 'random-labels')
                AND has_cross_entropy(c.architecture)
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
        ) g
        CROSS JOIN LATERAL over_seeds(g.times, 1, 'Infinity') s
    ) k
    LEFT JOIN paper_reference time ON time.source = 'figure-1b' AND time.metric = 'relative_time'
        AND time.dataset = k.dataset AND time.architecture = k.architecture
        AND time.regularizer = k.regularizer AND time.label_noise = k.label_noise
    LEFT JOIN paper_reference paper ON paper.source = 'figure-1b' AND paper.metric = 'epochs_to_fit'
        AND paper.dataset = k.dataset AND paper.architecture = k.architecture
        AND paper.regularizer = k.regularizer AND paper.label_noise = k.label_noise
$$;

COMMENT ON FUNCTION figure_1b(double precision) IS
    'Epochs until the train loss is at most a threshold, against label noise (figure 1b). Of n cells, some train to '
    'their end without reaching it (unfitted), and others are stopped earlier by their own stop rule (censored). If '
    'there are such cells, epochs_to_fit, its spread and relative_time are null, and epochs_at_least is a lower bound '
    'of the mean. relative_time is relative to the mean without noise on the same number of train images.';
