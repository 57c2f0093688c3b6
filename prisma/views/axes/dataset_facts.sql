-- A copy of packages/domain/src/datasets, which a test compares, and ImageNet, which is an image folder.
CREATE OR REPLACE VIEW dataset_facts (dataset, classes, train_images, test_images, inputs) AS VALUES
    ('cifar10', 10, 50000, 10000, 28 * 28 * 3),
    ('cifar100', 100, 50000, 10000, 28 * 28 * 3),
    ('mnist', 10, 60000, 10000, 28 * 28),
    ('fashion-mnist', 10, 60000, 10000, 28 * 28),
    ('synthetic', 10, 4096, 1024, 28 * 28 * 3),
    ('imagenet', 1000, 1281167, 50000, 299 * 299 * 3);

COMMENT ON VIEW dataset_facts IS 'The data sets that Rote knows.';
COMMENT ON COLUMN dataset_facts.classes IS 'Number of classes.';
COMMENT ON COLUMN dataset_facts.train_images IS 'Train images of the whole set.';
COMMENT ON COLUMN dataset_facts.test_images IS 'Test images of the whole set.';
COMMENT ON COLUMN dataset_facts.inputs IS 'Number of input values per image.';
