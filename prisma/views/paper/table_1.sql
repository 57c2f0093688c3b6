CREATE OR REPLACE VIEW table_1 AS
SELECT g.sweep, g.sweep_id, g.architecture, g.regularizer LIKE '%random-crop' AS random_crop,
    g.regularizer LIKE 'weight-decay%' AS weight_decay,
    CASE g.corruption WHEN 'none' THEN 'true' ELSE 'random' END AS labels,
    g.train_images, train.n,
    train.mean AS train_accuracy, train.sd AS train_sd, train.low AS train_low, train.high AS train_high,
    test.mean AS test_accuracy, test.sd AS test_sd, test.low AS test_low, test.high AS test_high,
    p.train AS paper_train_accuracy, p.test AS paper_test_accuracy, g.settings
FROM (
    SELECT sweep, sweep_id, dataset, architecture, corruption, regularizer, train_images, settings,
        array_agg(train_accuracy) AS train, array_agg(test_accuracy) AS test
    FROM comparable_cells
    WHERE corruption IN ('none', 'random-labels')
        AND regularizer IN ('none', 'weight-decay', 'random-crop', 'weight-decay+random-crop')
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
) g
CROSS JOIN LATERAL over_seeds(g.train, 0, 1) train
CROSS JOIN LATERAL over_seeds(g.test, 0, 1) test
LEFT JOIN (
    SELECT dataset, architecture, corruption, regularizer,
        max(value) FILTER (WHERE metric = 'train_accuracy') AS train,
        max(value) FILTER (WHERE metric = 'test_accuracy') AS test
    FROM paper_reference
    WHERE source = 'table-1'
    GROUP BY dataset, architecture, corruption, regularizer
) p USING (dataset, architecture, corruption, regularizer);

COMMENT ON VIEW table_1 IS 'Accuracy with and without explicit regularizers (table 1).';
COMMENT ON COLUMN table_1.random_crop IS 'Whether images are cropped at random.';
COMMENT ON COLUMN table_1.weight_decay IS 'Whether there is weight decay.';
COMMENT ON COLUMN table_1.labels IS 'true or random.';
