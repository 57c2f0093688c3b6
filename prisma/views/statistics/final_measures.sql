-- Of every cell with a result, also those that cannot be compared with the paper's: join results for their axes.
CREATE OR REPLACE VIEW final_measures AS
SELECT r.sweep, r.sweep_id, r.position, r.cell, m.epoch, m.name AS measure, m.value
FROM results r
JOIN measures m ON m.cell_id = r.cell AND m.epoch = r.epochs;

COMMENT ON VIEW final_measures IS
    'Complexity measures of each cell of a sweep at the end of training, one row for each. For axes and errors, join '
    'results by sweep_id and position.';
COMMENT ON COLUMN final_measures.measure IS 'Name of the measure, for example path-norm or margin-p10.';
COMMENT ON COLUMN final_measures.value IS 'Its value.';
