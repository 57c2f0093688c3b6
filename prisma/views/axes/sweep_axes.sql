CREATE OR REPLACE VIEW sweep_axes AS
SELECT s.name AS sweep, m.sweep_id, m.position, m.cell_id AS cell, m.state, m.cached,
    c.architecture, c.corruption, c.label_noise, c.regularizer, axes.*, further.*,
    settings_of(c.spec) AS settings,
    regularizer_option(c.spec, 'labelSmoothing') AS label_smoothing, regularizer_option(c.spec, 'mixup') AS mixup,
    optimizer.*, s.project
FROM sweep_cells m
JOIN sweeps s ON s.id = m.sweep_id
JOIN cells c ON c.id = m.cell_id
CROSS JOIN LATERAL training_axes(c.spec) axes
CROSS JOIN LATERAL further_axes(c.spec) further
CROSS JOIN LATERAL optimizer_axes(c.spec) optimizer;

COMMENT ON VIEW sweep_axes IS 'Every axis of every cell of every sweep as a column.';
COMMENT ON COLUMN sweep_axes.project IS 'The project that the sweep is in.';
