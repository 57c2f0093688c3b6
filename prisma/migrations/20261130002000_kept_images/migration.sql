-- Some train images as networks see them, once for all cells that have the same: see ADR 34.
CREATE TABLE kept_images (
    inputs_sha256 TEXT NOT NULL,
    images_sha256 TEXT NOT NULL,
    labels_sha256 TEXT NOT NULL,
    inputs JSONB NOT NULL,
    height SMALLINT NOT NULL,
    width SMALLINT NOT NULL,
    channels SMALLINT NOT NULL,
    stride SMALLINT NOT NULL,
    indices INTEGER[] NOT NULL,
    labels INTEGER[] NOT NULL,
    true_labels INTEGER[] NOT NULL,
    label_names TEXT[] NOT NULL,
    true_label_names TEXT[] NOT NULL,
    pixels BYTEA NOT NULL,

    CONSTRAINT kept_images_pkey PRIMARY KEY (inputs_sha256, images_sha256),
    CONSTRAINT kept_images_labels_check CHECK (
        cardinality(labels) = cardinality(indices) AND cardinality(true_labels) = cardinality(indices)
        AND cardinality(label_names) IN (0, cardinality(indices)) AND cardinality(true_label_names) IN (0, cardinality(indices))
    ),
    CONSTRAINT kept_images_pixels_check CHECK (octet_length(pixels) = cardinality(indices) * height * width * channels)
);
CREATE INDEX kept_images_images_sha256_labels_sha256_idx ON kept_images (images_sha256, labels_sha256);
-- Sets that differ in nothing but their seeds: only so many of them are kept.
CREATE INDEX kept_images_without_seeds_idx ON kept_images USING hash ((inputs - 'seeds'));

COMMENT ON TABLE kept_images IS 'Some train images as networks see them in the first epoch, once for all cells that have the same. cell_images shows them by cell.';
COMMENT ON COLUMN kept_images.inputs_sha256 IS 'SHA-256 of inputs as canonical JSON.';
COMMENT ON COLUMN kept_images.images_sha256 IS 'SHA-256 of all train images, as in the results of cells.';
COMMENT ON COLUMN kept_images.labels_sha256 IS 'SHA-256 of all train labels, as in the results of cells.';
COMMENT ON COLUMN kept_images.inputs IS 'What they depend on: data set, corruption, augmentation and seeds.';
COMMENT ON COLUMN kept_images.height IS 'Height of each image in pixels.';
COMMENT ON COLUMN kept_images.width IS 'Width of each image in pixels.';
COMMENT ON COLUMN kept_images.channels IS '1 for gray levels, 3 for RGB.';
COMMENT ON COLUMN kept_images.stride IS 'Networks see this many times as many rows and columns, of which every such one is kept.';
COMMENT ON COLUMN kept_images.indices IS 'The index of each image in the train set.';
COMMENT ON COLUMN kept_images.labels IS 'The label of each for training.';
COMMENT ON COLUMN kept_images.true_labels IS 'The label of each in the data set.';
COMMENT ON COLUMN kept_images.label_names IS 'The classes of labels; empty if they have no names.';
COMMENT ON COLUMN kept_images.true_label_names IS 'The classes of true_labels; empty if they have no names.';
COMMENT ON COLUMN kept_images.pixels IS 'Bytes by image, row, column and channel, 0 to 255.';
