import { CELL_STATES } from '@rote/domain';
import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import { CellState } from './cell-state.js';
import { CellId, SweepId } from './identifiers.js';
import { closed, Instant, Nullable } from './nullable.js';
import { Cursor, MAX_PAGE, PAGE_LINKS } from './paging.js';
import { Columns, Positions } from './cell-selection.js';
import { QUERY_FORMATS } from './query.js';

const text = (description: string) => Type.String({ description });
const count = (description: string) => Type.Integer({ minimum: 0, description });
const maybe = <Schema extends TSchema>(schema: Schema, description: string) =>
  Nullable(schema, { description });
const maybeCount = (description: string) => maybe(Type.Integer({ minimum: 0 }), description);
const maybeText = (description: string) => maybe(Type.String(), description);
const maybeNumber = (description: string) => maybe(Type.Number(), description);
const seed = (purpose: string) => count(`seed of ${purpose}`);

/** JSON has no NaN and no infinity: each is written as a word, so that neither looks like a missing value. */
const Measured = Type.Union([Type.Number(), Type.Enum(['NaN', 'Infinity', '-Infinity'])]);
const measured = (description: string) =>
  maybe(Measured, `${description}; NaN and infinities as text; null without a result`);
const share = (description: string) =>
  maybe(Type.Number({ minimum: 0, maximum: 1 }), `${description}, from 0 to 1; null without a result`);

/** One cell of a sweep with every axis, its state and its result: a row of the SQL view `results`, under its names. */
export const ResultRow = Type.Object(
  {
    sweep: text('name of the sweep'),
    sweep_id: SweepId,
    position: count('place in the sweep’s order of expansion, from 0'),
    cell: CellId,
    state: CellState,
    cached: Type.Boolean({ description: 'it already had its result when the sweep was submitted' }),
    architecture: text('for example mlp-3x512'),
    corruption: text('for example random-labels'),
    label_noise: Type.Number({ minimum: 0, maximum: 1, description: 'fraction of labels drawn again' }),
    regularizer: text('the regularizers that are on, joined with +; none if all are off'),
    weight_decay: Type.Number({ minimum: 0, description: 'coefficient λ of λ/2·‖w‖²; 0 is off' }),
    dropout: Type.Number({ minimum: 0, description: 'probability; 0 is off' }),
    augmentation: text('none, random-crop or flip-rotation'),
    patience: maybeCount(
      'number of epochs without a better test accuracy after which training stops; null is off',
    ),
    seed: count('the source of labels, pixels, initial weights and order'),
    dataset: text('data set'),
    train_images: count('number of train images'),
    test_images: count('number of test images'),
    subset_seed: count('seed of the selection of images; 0 for the whole set'),
    preprocessing: text('how pixels are scaled'),
    epochs_limit: count('the most passes over the train set'),
    batch_size: count('images of a batch'),
    learning_rate: Type.Number({ description: 'initial rate' }),
    momentum: maybe(Type.Number({ minimum: 0 }), 'momentum of sgd; null for other optimizers'),
    decay: Type.Number({ description: 'factor of the learning rate' }),
    decay_steps: count('optimizer steps between two decays'),
    stop_train_loss: maybeNumber('stop when the train loss is at most this; null means never'),
    stop_train_accuracy: maybeNumber('stop when the train accuracy is at least this; null means never'),
    outcome: maybeText('succeeded or diverged; null without a result'),
    stop_reason: maybeText('epochs, stop-rule, patience, diverged or solved; null without a result'),
    epochs: maybeCount('epochs trained; null without a result'),
    steps: maybeCount('optimizer steps taken; null without a result'),
    train_loss: measured(
      'mean loss on the train set, in nats; half a square for linear models, kernels and memorizers',
    ),
    train_accuracy: share('accuracy on the train set as trained on'),
    clean_train_accuracy: share('accuracy on train images whose label is the true one'),
    corrupted_train_accuracy: share('accuracy on train images whose label is a wrong one'),
    test_loss: measured('mean loss on the test set, as that on the train set'),
    test_accuracy: share('accuracy on the test set after the last epoch'),
    best_test_accuracy: share('best accuracy on the test set after any epoch'),
    best_test_epoch: maybeCount('first epoch with the best test accuracy; null without a result'),
    epochs_to_fit: maybeCount(
      'first epoch with a train loss of at most 0.05; null if never, and for models with a squared loss',
    ),
    labels_selected: maybeCount('labels drawn again; null without a result'),
    labels_changed: maybeCount('labels that differ from the true ones; null without a result'),
    labels_sha256: maybeText('SHA-256 of the train labels used for training; null without a result'),
    images_sha256: maybeText('SHA-256 of the train images before preprocessing; null without a result'),
    parameter_count: maybeCount('number of weights; null without a result'),
    seconds: maybeNumber('wall-clock time of training and evaluation; null without a result'),
    images_per_second: maybeNumber('train images per second, excluding evaluation; null without a result'),
    engine: maybeText('engine of the last attempt; null before the first'),
    engine_version: maybeText('its version'),
    device: maybeText('gpu or cpu'),
    device_name: maybeText('the name the device reports'),
    attempts: count('attempts begun'),
    error: maybeText('how the last attempt failed, class and message; null if it did not'),
    finished_at: maybe(Instant('when the result was stored'), 'null without a result'),
    micro_batches: maybeCount(
      'the number of parts in which the last attempt processed each batch; null before the first',
    ),
    weights: maybeText('address of the final weights; null if no sweep asked to keep them'),
    label_seed: seed('corrupted labels'),
    pixel_seed: seed('corrupted pixels'),
    init_seed: seed('initial weights'),
    order_seed: seed('the order of images'),
    test_labels: text('clean or corrupted'),
    leave_out: maybeCount(
      'index of the train image that is neither trained on nor scored; null if there is none',
    ),
    excludes_true_class: Type.Boolean({ description: 'a label drawn again is never the true one' }),
    gamma: maybeNumber('γ of the kernel exp(−γ‖x − x′‖²); null for other models'),
    filters: maybeCount('number of random filters; null for other features'),
    filter_side: maybeCount('side of a random filter in pixels; null for other features'),
    folder: maybeText('name of the image folder; null for other data sets'),
    settings: text('digest of everything in a cell except seeds, corruption and the number of train images'),
    fit: maybeText(
      'fitted (the train loss came down to 0.05), unfitted (it did not in all epochs) or censored (training was stopped before); null without a result, and for models with a squared loss',
    ),
    label_smoothing: Type.Number({
      minimum: 0,
      description: 'share ε of each target that is spread evenly over all classes; 0 is off',
    }),
    mixup: Type.Number({ minimum: 0, description: 'α of mixup’s Beta(α, α); 0 is off' }),
    optimizer: maybeText('kind of the optimizer, for example sgd; null for what is solved'),
    optimizer_options: maybeText(
      'its options as JSON; null for sgd, whose momentum has a column, and for what is solved',
    ),
  },
  { ...closed, description: 'a row of the SQL view "results"' },
);
export type ResultRow = Static<typeof ResultRow>;

/** In the order of the view. */
export const RESULT_COLUMNS = Object.keys(ResultRow.properties) as readonly (keyof ResultRow)[];

export const ResultPage = Type.Object(
  {
    items: Type.Array(ResultRow),
    ...PAGE_LINKS,
  },
  { ...closed, description: 'results of a sweep in its order of expansion' },
);
export type ResultPage = Static<typeof ResultPage>;

/** A row with some of the columns. */
const ResultPart = Type.Partial(ResultRow, {
  ...closed,
  description: 'some columns of a row of the SQL view "results"',
});

export const ResultPartPage = Type.Object(
  { items: Type.Array(ResultPart), ...PAGE_LINKS },
  {
    ...closed,
    description: 'results of a sweep in its order of expansion, with the columns that the request names',
  },
);
export type ResultPartPage = Static<typeof ResultPartPage>;

/** All formats but JSON come whole, as a stream, unless the request sets a limit. */
export const ResultQuery = Type.Object(
  {
    format: Type.Optional(
      Type.Enum([...QUERY_FORMATS], {
        description: `${QUERY_FORMATS.join(', ')} (overrides the header Accept; default: json)`,
      }),
    ),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MAX_PAGE,
        description: `a whole number from 1 to ${String(MAX_PAGE)}: the most rows; default: 100 as json, all in the other formats`,
      }),
    ),
    cursor: Cursor,
    columns: Columns('these columns of the view in this order; default: all'),
    positions: Positions,
    state: Type.Optional(
      Type.Enum([...CELL_STATES], { description: `only cells in this state: ${CELL_STATES.join(', ')}` }),
    ),
    after: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 2_147_483_647,
        description: 'a whole number from 0, in place of a cursor: only cells at later positions',
      }),
    ),
  },
  closed,
);
export type ResultQuery = Static<typeof ResultQuery>;
