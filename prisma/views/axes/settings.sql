CREATE OR REPLACE VIEW settings AS
SELECT r.sweep, r.sweep_id, settings_of(c.spec) AS settings, r.architecture, r.regularizer,
    settings_spec(c.spec) AS spec
FROM results r
JOIN cells c ON c.id = r.cell
WHERE r.outcome IS NOT NULL AND is_comparable(r.test_labels, r.excludes_true_class, r.leave_out)
UNION
SELECT m.sweep, m.sweep_id, settings_of(c.spec - 'architecture'), 'mlp-1x', m.regularizer,
    settings_spec(c.spec - 'architecture')
FROM comparable_cells m
JOIN cells c ON c.id = m.cell
WHERE m.corruption = 'random-labels' AND m.architecture LIKE 'mlp-1x%';

COMMENT ON VIEW settings IS
    'The settings behind the digests of the other views. Those of fit_width, which has cells of several widths, omit '
    'the network.';
COMMENT ON COLUMN settings.spec IS
    'A cell without its seeds, its corruption and the number of its train images, as JSON.';
