-- What each label of the test set was taken for, and labels that are not comparable with true ones.

-- Rows are labels (those that a cell is judged by), columns are predicted classes: confusion -> 3 -> 5 counts the test
-- images of label 3 that were taken for class 5. NULL where training diverged, and of cells that finished before it was
-- kept.
ALTER TABLE "cell_results" ADD COLUMN "confusion" JSONB,
    ADD CONSTRAINT "cell_results_confusion_check" CHECK (jsonb_typeof("confusion") = 'array');

COMMENT ON COLUMN "cell_results"."confusion" IS 'counts of the test images with the final weights, [label][predicted], from 0; NULL where training diverged or the cell finished before it was kept';

-- A label of two random classes neither is nor is not the true one of ten.
ALTER TABLE "cell_results" ALTER COLUMN "labels_changed" DROP NOT NULL;

COMMENT ON COLUMN "cell_results"."labels_changed" IS 'train labels that differ from the true ones; NULL where they are other classes than those of the data set (random-binary-labels)';
