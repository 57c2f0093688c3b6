CREATE OR REPLACE VIEW cell_images AS
SELECT r.cell_id AS cell,
    image.index AS image,
    image.label,
    k.label_names[image.place] AS label_name,
    image.true_label,
    k.true_label_names[image.place] AS true_label_name,
    k.height,
    k.width,
    k.channels,
    k.stride,
    substr(k.pixels, 1 + (image.place::INT - 1) * k.height * k.width * k.channels, k.height * k.width * k.channels) AS pixels
FROM cell_results r
JOIN cells c ON c.id = r.cell_id
JOIN kept_images k ON k.images_sha256 = r.images_sha256 AND k.labels_sha256 = r.labels_sha256
    AND has_kept_images(c.spec, k.inputs)
CROSS JOIN LATERAL unnest(k.indices, k.labels, k.true_labels) WITH ORDINALITY AS image (index, label, true_label, place)
WHERE image.index IS DISTINCT FROM (c.spec ->> 'leaveOut')::INT;

COMMENT ON VIEW cell_images IS
    'Some train images of each cell with a result, as its network saw them in the first epoch: corrupted, cropped and augmented, but neither scaled nor mixed. Cells that were trained before Rote kept images may have none.';
COMMENT ON COLUMN cell_images.image IS 'The index of the image in the train set.';
COMMENT ON COLUMN cell_images.label IS 'Its label for training.';
COMMENT ON COLUMN cell_images.label_name IS 'The class of that label; NULL if it has no name.';
COMMENT ON COLUMN cell_images.true_label IS 'Its label in the data set.';
COMMENT ON COLUMN cell_images.true_label_name IS 'The class of that label; NULL if it has no name.';
COMMENT ON COLUMN cell_images.height IS 'Height in pixels.';
COMMENT ON COLUMN cell_images.width IS 'Width in pixels.';
COMMENT ON COLUMN cell_images.channels IS '1 for gray levels, 3 for RGB.';
COMMENT ON COLUMN cell_images.stride IS 'The network saw this many times as many rows and columns, of which every such one is kept.';
COMMENT ON COLUMN cell_images.pixels IS 'Bytes by row, column and channel, 0 to 255. Noise outside that range is black or white.';
