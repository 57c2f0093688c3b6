CREATE OR REPLACE VIEW cell_axes AS
SELECT c.id AS cell, c.state, c.architecture, c.corruption, c.label_noise, c.regularizer, axes.*, further.*,
    settings_of(c.spec) AS settings, c.spec,
    regularizer_option(c.spec, 'labelSmoothing') AS label_smoothing, regularizer_option(c.spec, 'mixup') AS mixup,
    optimizer.*
FROM cells c
CROSS JOIN LATERAL training_axes(c.spec) axes
CROSS JOIN LATERAL further_axes(c.spec) further
CROSS JOIN LATERAL optimizer_axes(c.spec) optimizer;

COMMENT ON VIEW cell_axes IS 'Every axis of every distinct cell as a column.';
COMMENT ON COLUMN cell_axes.spec IS 'The cell, fully resolved, as JSON.';
