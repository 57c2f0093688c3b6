// Written by "npm run docs" from the comments and the types of the database's views.
// Do not edit.

/** A number with all its digits, as text. */
export type Exact = string;
/** JSON has no other way to write these. */
export type Float = number | 'NaN' | 'Infinity' | '-Infinity';

/** The rows of the views, and of the tables that people may read, by their names. */
export interface Views {
  /** When each attempt at a cell could begin, began and ended: how long cells waited and ran. */
  readonly attempt_times: {
    /** The cell's id: SHA-256 of its canonical JSON and the protocol version. */
    readonly cell: string;
    /** Number of the attempt at its cell, counted from 1. */
    readonly attempt: number;
    /** Engine that trained the cell. */
    readonly engine: string;
    /** gpu or cpu. */
    readonly device: string;
    /** The project that pays for it. */
    readonly project: string;
    /** Since when it could have started. */
    readonly available_at: string | null;
    /** When it began. */
    readonly started_at: string;
    /** When it ended; null before. */
    readonly ended_at: string | null;
    /** succeeded, diverged, failed, released or cancelled; null before it ends. */
    readonly outcome: string | null;
  };
  /** Every axis of every distinct cell as a column. */
  readonly cell_axes: {
    /** The cell's id: SHA-256 of its canonical JSON and the protocol version. */
    readonly cell: string;
    /** pending, queued, running, succeeded, diverged, failed or cancelled. */
    readonly state: string;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted by position on the cropped image, the same for all channels; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after both. */
    readonly corruption: string;
    /** Share of train labels that are redrawn, 0 to 1: the probability for partial-labels, the share that leave their class for asymmetric-labels, 1 for random labels, 0 otherwise. */
    readonly label_noise: Float;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Coefficient λ of λ/2·‖w‖², 0 if it is off. It is added to the mean loss of trained models, and to the sum over the train set for solved ones. */
    readonly weight_decay: Float | null;
    /** Probability of dropping an input of the last dense layer or a hidden dense unit; 0 if it is off. */
    readonly dropout: Float | null;
    /** none, random-crop or flip-rotation. */
    readonly augmentation: string | null;
    /** Epochs without a better test accuracy after which training stops; null if it is off. */
    readonly patience: number | null;
    /** The cell's seed, from which its other seeds derive unless they are set. */
    readonly seed: Exact | null;
    /** The data set; for an image folder, image-folder or its name. */
    readonly dataset: string | null;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Number of test images. */
    readonly test_images: number | null;
    /** Seed for choosing images if not all are used. */
    readonly subset_seed: Exact | null;
    /** What is done to each image before the network sees it, and after it is corrupted: whiten (center crop, then zero mean and unit deviation over all values of the image), scale (divided by 255) or inception. */
    readonly preprocessing: string | null;
    /** Maximum number of epochs that the cell may train for. */
    readonly epochs_limit: number | null;
    /** Images in a mini-batch; the last one of an epoch may be smaller. */
    readonly batch_size: number | null;
    /** Initial learning rate. */
    readonly learning_rate: Float | null;
    /** Momentum of stochastic gradient descent; null for other optimizers. */
    readonly momentum: Float | null;
    /** Factor of the learning rate after every decay_steps steps. */
    readonly decay: Float | null;
    /** Optimizer steps between two decays of the learning rate. */
    readonly decay_steps: number | null;
    /** Training stops once the train loss is at most this (and the other limit is met); null if there is no such limit. */
    readonly stop_train_loss: Float | null;
    /** Training stops once the train accuracy is at least this (and the other limit is met); null if there is no such limit. */
    readonly stop_train_accuracy: Float | null;
    /** Seed of the corrupted labels. */
    readonly label_seed: Exact | null;
    /** Seed of the corrupted images. */
    readonly pixel_seed: Exact | null;
    /** Seed of the initial weights, including random features. */
    readonly init_seed: Exact | null;
    /** Seed of the order of mini-batches, and of what is drawn for them, such as dropout and augmentation. */
    readonly order_seed: Exact | null;
    /** clean, or corrupted in the same way as the train labels. */
    readonly test_labels: string | null;
    /** Index of the train image that is left out, within the subset; null if none is left out. */
    readonly leave_out: number | null;
    /** Whether a redrawn label is never the true one. */
    readonly excludes_true_class: boolean | null;
    /** γ of the kernel exp(−γ‖x − x′‖²); null for other models. */
    readonly gamma: Float | null;
    /** Number of random filters applied to an image before a linear model or kernel; null for other features. */
    readonly filters: number | null;
    /** Side of a random filter in pixels; null for other features. */
    readonly filter_side: number | null;
    /** Name of the image folder; null for other data sets. */
    readonly folder: string | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
    /** The cell, fully resolved, as JSON. */
    readonly spec: unknown;
    /** Share ε of each target that label smoothing spreads evenly over all classes; 0 if it is off. */
    readonly label_smoothing: Float | null;
    /** Parameter α of the Beta(α, α) from which mixup draws the share λ of an image in its mixture with another; 0 if it is off. */
    readonly mixup: Float | null;
    /** Kind of the optimizer, for example sgd; null for what is solved. */
    readonly optimizer: string | null;
    /** Options of the optimizer, as JSON; null for sgd, whose momentum has a column, and for what is solved. */
    readonly optimizer_options: string | null;
  };
  /** Some train images of each cell with a result, as its network saw them in the first epoch: corrupted, cropped and augmented, but neither scaled nor mixed. Cells that were trained before Rote kept images may have none. */
  readonly cell_images: {
    /** The cell's id: SHA-256 of its canonical JSON and the protocol version. */
    readonly cell: string;
    /** The index of the image in the train set. */
    readonly image: number | null;
    /** Its label for training. */
    readonly label: number | null;
    /** The class of that label; NULL if it has no name. */
    readonly label_name: string | null;
    /** Its label in the data set. */
    readonly true_label: number | null;
    /** The class of that label; NULL if it has no name. */
    readonly true_label_name: string | null;
    /** Height in pixels. */
    readonly height: number;
    /** Width in pixels. */
    readonly width: number;
    /** 1 for gray levels, 3 for RGB. */
    readonly channels: number;
    /** The network saw this many times as many rows and columns, of which every such one is kept. */
    readonly stride: number;
    /** Bytes by row, column and channel, 0 to 255. Noise outside that range is black or white. */
    readonly pixels: string | null;
  };
  /** Mean learning curves of the rows of combinations, over the cells that succeeded and reached the epoch. */
  readonly combination_curves: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** Digest of everything in a cell except seeds. */
    readonly combination: string | null;
    /** Epoch, counted from 1. */
    readonly epoch: number;
    /** Number of cells that reached the epoch. */
    readonly n: Exact | null;
    /** Loss on the whole train set in evaluation mode, in nats; half a square for linear models, kernels and memorizers. */
    readonly train_loss: Float | null;
    /** Lower end of the 95 % interval of the mean train loss, not below 0; null for one cell. */
    readonly train_loss_low: Float | null;
    /** Upper end of the 95 % interval of the mean train loss; null for one cell. */
    readonly train_loss_high: Float | null;
    /** Share of the train set whose predicted class is its label, 0 to 1, in evaluation mode. */
    readonly train_accuracy: Float | null;
    /** Lower end of the 95 % interval of the mean train accuracy, not below 0; null for one cell. */
    readonly train_low: Float | null;
    /** Upper end of the 95 % interval of the mean train accuracy, not above 1; null for one cell. */
    readonly train_high: Float | null;
    /** Share of the test set whose predicted class is its label, 0 to 1. */
    readonly test_accuracy: Float | null;
    /** Lower end of the 95 % interval of the mean test accuracy, not below 0; null for one cell. */
    readonly test_low: Float | null;
    /** Upper end of the 95 % interval of the mean test accuracy, not above 1; null for one cell. */
    readonly test_high: Float | null;
    /** The train loss of each cell, in ascending order, if there are fewer than four; otherwise null. */
    readonly train_loss_singles: readonly (Float | null)[] | null;
    /** The train accuracy of each cell, in ascending order, if there are fewer than four; otherwise null. */
    readonly train_singles: readonly (Float | null)[] | null;
    /** The test accuracy of each cell, in ascending order, if there are fewer than four; otherwise null. */
    readonly test_singles: readonly (Float | null)[] | null;
  };
  /** The cells of a sweep that differ only in seeds as one row, with the mean and spread of their results. Each cell of a sweep is in one row, comparable with the paper or not. */
  readonly combinations: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** Place of its first cell in the sweep. */
    readonly position: number | null;
    /** Digest of everything in a cell except seeds. */
    readonly combination: string | null;
    /** The data set; for an image folder, its name. */
    readonly dataset: string | null;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted by position on the cropped image, the same for all channels; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after both. */
    readonly corruption: string;
    /** Share of train labels that are redrawn, 0 to 1: the probability for partial-labels, the share that leave their class for asymmetric-labels, 1 for random labels, 0 otherwise. */
    readonly label_noise: Float;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Number of its cells. */
    readonly cells: Exact;
    /** Number of cells that succeeded: the means are over these. */
    readonly n: Exact | null;
    /** Number of cells that diverged; the means exclude them. */
    readonly diverged: Exact;
    /** Number of cells that have no result, or not yet. */
    readonly unfinished: Exact;
    /** Mean number of epochs trained. */
    readonly epochs: Float | null;
    /** Share of the train set whose predicted class is its label, 0 to 1, in evaluation mode. */
    readonly train_accuracy: Float | null;
    /** Standard deviation of the train accuracies; null for one cell. */
    readonly train_sd: Float | null;
    /** Lower end of the 95 % interval of the mean train accuracy, not below 0; null for one cell. */
    readonly train_low: Float | null;
    /** Upper end of the 95 % interval of the mean train accuracy, not above 1; null for one cell. */
    readonly train_high: Float | null;
    /** Share of the test set whose predicted class is its label, 0 to 1. */
    readonly test_accuracy: Float | null;
    /** Standard deviation of the test accuracies; null for one cell. */
    readonly test_sd: Float | null;
    /** Lower end of the 95 % interval of the mean test accuracy, not below 0; null for one cell. */
    readonly test_low: Float | null;
    /** Upper end of the 95 % interval of the mean test accuracy, not above 1; null for one cell. */
    readonly test_high: Float | null;
    /** Mean train loss at the end. */
    readonly train_loss: Float | null;
    /** What its cells have in common, as JSON. */
    readonly spec: unknown;
  };
  /** Succeeded cells that are set up as in the paper: test labels are true, random classes may be the true ones, no image is left out, and there are more than two classes. Cells with equal settings, corruption, label noise and number of train images differ only in seeds. */
  readonly comparable_cells: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** The cell's id: SHA-256 of its canonical JSON and the protocol version. */
    readonly cell: string;
    /** The data set; for an image folder, its name. */
    readonly dataset: string | null;
    /** Number of classes; null for a data set that Rote does not know. */
    readonly classes: number | null;
    /** Number of input values per image; null for a data set that Rote does not know. */
    readonly inputs: number | null;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Number of test images. */
    readonly test_images: number | null;
    /** Whether the cell is trained on the whole train set. */
    readonly is_whole: boolean;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted by position on the cropped image, the same for all channels; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after both. */
    readonly corruption: string;
    /** Share of train labels that are redrawn, 0 to 1: the probability for partial-labels, the share that leave their class for asymmetric-labels, 1 for random labels, 0 otherwise. */
    readonly label_noise: Float;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Share of the train set whose predicted class is its label, 0 to 1, in evaluation mode. */
    readonly train_accuracy: Float | null;
    /** Share of the test set whose predicted class is its label, 0 to 1. */
    readonly test_accuracy: Float | null;
    /** 1 minus the test accuracy. */
    readonly test_error: Float | null;
    /** Best test accuracy of an epoch so far. */
    readonly best_test_accuracy: Float | null;
    /** First epoch with the best test accuracy. */
    readonly best_test_epoch: number | null;
    /** Epochs trained. */
    readonly epochs: number | null;
    /** First epoch after which the train loss was at most 0.05. Null if it never was, and for models whose loss is a square. */
    readonly epochs_to_fit: number | null;
    /** Number of trainable weights. */
    readonly parameter_count: Exact | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
    /** fitted (the train loss fell to 0.05), unfitted (it did not within the epochs that the cell was allowed), or censored (a stop rule or patience ended training first). Null without a result, and for models whose loss is a square. */
    readonly fit: string | null;
    /** Why training ended: epochs (the limit), stop-rule, patience, diverged or solved. */
    readonly stop_reason: string | null;
    /** Kind of the optimizer, for example sgd; null for what is solved. */
    readonly optimizer: string | null;
  };
  /** The data sets that Rote knows. */
  readonly dataset_facts: {
    /** The data set; for an image folder, image-folder or its name. */
    readonly dataset: string | null;
    /** Number of classes. */
    readonly classes: number | null;
    /** Train images of the whole set. */
    readonly train_images: number | null;
    /** Test images of the whole set. */
    readonly test_images: number | null;
    /** Number of input values per image. */
    readonly inputs: number | null;
  };
  /** One row per distinct cell, finished or not, however many sweeps contain it: use it to count and average over sweeps. Group by everything that varies (including label_noise, train_images and settings), and count seeds with count(DISTINCT seed). */
  readonly distinct_results: {
    /** The cell's id: SHA-256 of its canonical JSON and the protocol version. */
    readonly cell: string;
    /** pending, queued, running, succeeded, diverged, failed or cancelled. */
    readonly state: string;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted by position on the cropped image, the same for all channels; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after both. */
    readonly corruption: string;
    /** Share of train labels that are redrawn, 0 to 1: the probability for partial-labels, the share that leave their class for asymmetric-labels, 1 for random labels, 0 otherwise. */
    readonly label_noise: Float;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Coefficient λ of λ/2·‖w‖², 0 if it is off. It is added to the mean loss of trained models, and to the sum over the train set for solved ones. */
    readonly weight_decay: Float | null;
    /** Probability of dropping an input of the last dense layer or a hidden dense unit; 0 if it is off. */
    readonly dropout: Float | null;
    /** none, random-crop or flip-rotation. */
    readonly augmentation: string | null;
    /** Epochs without a better test accuracy after which training stops; null if it is off. */
    readonly patience: number | null;
    /** The cell's seed, from which its other seeds derive unless they are set. */
    readonly seed: Exact | null;
    /** The data set; for an image folder, image-folder or its name. */
    readonly dataset: string | null;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Number of test images. */
    readonly test_images: number | null;
    /** Seed for choosing images if not all are used. */
    readonly subset_seed: Exact | null;
    /** What is done to each image before the network sees it, and after it is corrupted: whiten (center crop, then zero mean and unit deviation over all values of the image), scale (divided by 255) or inception. */
    readonly preprocessing: string | null;
    /** Maximum number of epochs that the cell may train for. */
    readonly epochs_limit: number | null;
    /** Images in a mini-batch; the last one of an epoch may be smaller. */
    readonly batch_size: number | null;
    /** Initial learning rate. */
    readonly learning_rate: Float | null;
    /** Momentum of stochastic gradient descent; null for other optimizers. */
    readonly momentum: Float | null;
    /** Factor of the learning rate after every decay_steps steps. */
    readonly decay: Float | null;
    /** Optimizer steps between two decays of the learning rate. */
    readonly decay_steps: number | null;
    /** Training stops once the train loss is at most this (and the other limit is met); null if there is no such limit. */
    readonly stop_train_loss: Float | null;
    /** Training stops once the train accuracy is at least this (and the other limit is met); null if there is no such limit. */
    readonly stop_train_accuracy: Float | null;
    /** Seed of the corrupted labels. */
    readonly label_seed: Exact | null;
    /** Seed of the corrupted images. */
    readonly pixel_seed: Exact | null;
    /** Seed of the initial weights, including random features. */
    readonly init_seed: Exact | null;
    /** Seed of the order of mini-batches, and of what is drawn for them, such as dropout and augmentation. */
    readonly order_seed: Exact | null;
    /** clean, or corrupted in the same way as the train labels. */
    readonly test_labels: string | null;
    /** Index of the train image that is left out, within the subset; null if none is left out. */
    readonly leave_out: number | null;
    /** Whether a redrawn label is never the true one. */
    readonly excludes_true_class: boolean | null;
    /** γ of the kernel exp(−γ‖x − x′‖²); null for other models. */
    readonly gamma: Float | null;
    /** Number of random filters applied to an image before a linear model or kernel; null for other features. */
    readonly filters: number | null;
    /** Side of a random filter in pixels; null for other features. */
    readonly filter_side: number | null;
    /** Name of the image folder; null for other data sets. */
    readonly folder: string | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
    /** succeeded or diverged; null if there is no result. */
    readonly outcome: string | null;
    /** Why training ended: epochs (the limit), stop-rule, patience, diverged or solved. */
    readonly stop_reason: string | null;
    /** Epochs trained. */
    readonly epochs: number | null;
    /** Optimizer steps taken. */
    readonly steps: number | null;
    /** Loss on the whole train set in evaluation mode, in nats; half a square for linear models, kernels and memorizers. */
    readonly train_loss: Float | null;
    /** Share of the train set whose predicted class is its label, 0 to 1, in evaluation mode. */
    readonly train_accuracy: Float | null;
    /** Train accuracy on the images whose labels are the true ones; null if there are none, or if labels are of two random classes. */
    readonly clean_train_accuracy: Float | null;
    /** Share of the images with wrong labels whose predicted class is that label, 0 to 1; null if there are none, or if labels are of two random classes. */
    readonly corrupted_train_accuracy: Float | null;
    /** Loss on the test set; null if there is no result. */
    readonly test_loss: Float | null;
    /** Share of the test set whose predicted class is its label, 0 to 1. */
    readonly test_accuracy: Float | null;
    /** Best test accuracy of an epoch so far. */
    readonly best_test_accuracy: Float | null;
    /** First epoch with the best test accuracy. */
    readonly best_test_epoch: number | null;
    /** First epoch after which the train loss was at most 0.05. Null if it never was, and for models whose loss is a square. */
    readonly epochs_to_fit: number | null;
    /** fitted (the train loss fell to 0.05), unfitted (it did not within the epochs that the cell was allowed), or censored (a stop rule or patience ended training first). Null without a result, and for models whose loss is a square. */
    readonly fit: string | null;
    /** Number of train labels that were redrawn. */
    readonly labels_selected: number | null;
    /** Number of train labels that became another class; null if labels are of two random classes. */
    readonly labels_changed: number | null;
    /** SHA-256 of the train labels as used in training. */
    readonly labels_sha256: string | null;
    /** SHA-256 of the train images as used in training, before preprocessing. */
    readonly images_sha256: string | null;
    /** Number of trainable weights. */
    readonly parameter_count: Exact | null;
    /** Seconds of training and evaluation. */
    readonly seconds: Float | null;
    /** Images trained on per second, not counting the time of evaluation. */
    readonly images_per_second: Float | null;
    /** Engine that trained the cell. */
    readonly engine: string | null;
    /** Version of the engine. */
    readonly engine_version: string | null;
    /** gpu or cpu. */
    readonly device: string | null;
    /** Name of the device. */
    readonly device_name: string | null;
    /** 1 if batches were processed whole; 2 if in halves, or with modules recomputed, to save memory. */
    readonly micro_batches: number | null;
    /** Attempts made so far. */
    readonly attempts: number;
    /** Class and message of the last failure; null if there was none. */
    readonly error: string | null;
    /** Address of the final weights; null unless a sweep asked for them. */
    readonly weights: string | null;
    /** When the result was written. */
    readonly finished_at: string | null;
    /** Number of sweeps that contain the cell. */
    readonly sweeps: Exact | null;
    /** Share ε of each target that label smoothing spreads evenly over all classes; 0 if it is off. */
    readonly label_smoothing: Float | null;
    /** Parameter α of the Beta(α, α) from which mixup draws the share λ of an image in its mixture with another; 0 if it is off. */
    readonly mixup: Float | null;
    /** Kind of the optimizer, for example sgd; null for what is solved. */
    readonly optimizer: string | null;
    /** Options of the optimizer, as JSON; null for sgd, whose momentum has a column, and for what is solved. */
    readonly optimizer_options: string | null;
  };
  /** What stopping at the best test accuracy would have gained. This is an oracle's gain, because it looks at the test set. */
  readonly early_stopping_gain: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** The cell's id: SHA-256 of its canonical JSON and the protocol version. */
    readonly cell: string;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted by position on the cropped image, the same for all channels; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after both. */
    readonly corruption: string;
    /** Share of train labels that are redrawn, 0 to 1: the probability for partial-labels, the share that leave their class for asymmetric-labels, 1 for random labels, 0 otherwise. */
    readonly label_noise: Float;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Best test accuracy of an epoch so far. */
    readonly best_test_accuracy: Float | null;
    /** First epoch with the best test accuracy. */
    readonly best_test_epoch: number | null;
    /** Share of the test set whose predicted class is its label, 0 to 1. */
    readonly test_accuracy: Float | null;
    /** Epochs trained. */
    readonly epochs: number | null;
    /** Best test accuracy minus the last. */
    readonly gain: Float | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
  };
  /** Learning curves: a row for each epoch of a cell, measured after the epoch's last step on the whole train and test set. */
  readonly epochs: {
    /** The cell's id: SHA-256 of its canonical JSON and the protocol version. */
    readonly cell_id: string;
    /** Epoch, counted from 1. */
    readonly epoch: number;
    /** Number of the attempt that reported the row; attempts of a cell are counted from 1. */
    readonly attempt: number;
    /** Optimizer steps taken up to the end of the epoch. */
    readonly step: number;
    /** Loss on the whole train set in evaluation mode, in nats; half a square for linear models, kernels and memorizers. */
    readonly train_loss: Float;
    /** Share of the train set that is classified as labeled, 0 to 1, in evaluation mode. */
    readonly train_accuracy: Float;
    /** Train loss on the images whose labels are the true ones; null if there are none. */
    readonly clean_train_loss: Float | null;
    /** Train accuracy on the images whose labels are the true ones; null if there are none. */
    readonly clean_train_accuracy: Float | null;
    /** Train loss on the images whose labels are wrong; null if there are none. */
    readonly corrupted_train_loss: Float | null;
    /** Share of the images with wrong labels that are classified as labeled; null if there are none. */
    readonly corrupted_train_accuracy: Float | null;
    /** Loss on the test set; null if there is no result. */
    readonly test_loss: Float;
    /** Share of the test set that is classified as labeled, 0 to 1. */
    readonly test_accuracy: Float;
    /** Best test accuracy of an epoch so far. */
    readonly best_test_accuracy: Float;
    /** Learning rate of the epoch's last step; null for what is solved. */
    readonly learning_rate: Float | null;
    /** Norm of the gradient of the epoch's last mini-batch, the penalty included; null for what is solved. */
    readonly gradient_norm: Float | null;
    /** ℓ2 norm of all trained weights. */
    readonly weight_norm: Float;
    /** Seconds of the epoch, evaluation included. */
    readonly seconds: Float;
    /** Images trained on in a second, without the time of evaluation. */
    readonly images_per_second: Float;
    /** When the epoch was first written; epochs are written in batches. Null in rows older than the column. */
    readonly recorded_at: string | null;
  };
  /** What became of each image of a cell, in the order of its data set, where a sweep asked for it. */
  readonly example_records: {
    /** The cell's id: SHA-256 of its canonical JSON and the protocol version. */
    readonly cell_id: string;
    /** Number of the attempt that reported the row; attempts of a cell are counted from 1. */
    readonly attempt: number;
    /** For each train image, the first epoch after which it was classified as labeled; 0 if it never was. */
    readonly first_fitted: readonly (number | null)[];
    /** For each train image, how often it was classified as labeled after one epoch and not after the next. */
    readonly times_forgotten: readonly (number | null)[];
    /** For each train image, the output of its label less the largest other output. */
    readonly margins: readonly (Float | null)[];
    /** For each test image, its loss. */
    readonly test_losses: readonly (Float | null)[];
  };
  /** Train loss against epochs under each corruption (figure 1a). Cells that stopped earlier are missing from later epochs. Models that are solved or fitted to squares have no rows, because their loss is not a cross-entropy. */
  readonly figure_1a: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** The data set; for an image folder, image-folder or its name. */
    readonly dataset: string | null;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted by position on the cropped image, the same for all channels; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after both. */
    readonly corruption: string;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Epoch, counted from 1. */
    readonly epoch: number;
    /** Optimizer steps taken up to the end of the epoch. */
    readonly step: number;
    /** Number of cells in the statistics; they differ only in seeds. */
    readonly n: Exact | null;
    /** Loss on the whole train set in evaluation mode, in nats; half a square for linear models, kernels and memorizers. */
    readonly train_loss: Float | null;
    /** Standard deviation of the sample; null for one cell. */
    readonly sd: Float | null;
    /** Lower end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly low: Float | null;
    /** Upper end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly high: Float | null;
    /** The paper's train loss after the same epoch, read off figure 1a; null if it has none. */
    readonly paper_train_loss: Float | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
    /** The number of each cell, in ascending order, if there are fewer than four cells, for which an interval says little; otherwise null. */
    readonly singles: readonly (Float | null)[] | null;
  };
  /** Test error at the end of training against label noise (figure 1c). */
  readonly figure_1c: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** The data set; for an image folder, image-folder or its name. */
    readonly dataset: string | null;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Share of train labels that are redrawn, 0 to 1: the probability for partial-labels, the share that leave their class for asymmetric-labels, 1 for random labels, 0 otherwise. */
    readonly label_noise: Float;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Number of cells in the statistics; they differ only in seeds. */
    readonly n: Exact | null;
    /** 1 minus the test accuracy. */
    readonly test_error: Float | null;
    /** Standard deviation of the sample; null for one cell. */
    readonly sd: Float | null;
    /** Lower end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly low: Float | null;
    /** Upper end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly high: Float | null;
    /** Share of the train set whose predicted class is its label, 0 to 1, in evaluation mode. */
    readonly train_accuracy: Float | null;
    /** The paper's test error; null if it has none. */
    readonly paper_test_error: Float | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
    /** The number of each cell, in ascending order, if there are fewer than four cells, for which an interval says little; otherwise null. */
    readonly singles: readonly (Float | null)[] | null;
  };
  /** Test accuracy of inception-small against epochs, with and without batch normalization, on true labels and without a regularizer (figure 2b). */
  readonly figure_2b: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** The data set; for an image folder, image-folder or its name. */
    readonly dataset: string | null;
    /** Whether the network has batch normalization. */
    readonly batch_norm: boolean | null;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Epoch, counted from 1. */
    readonly epoch: number;
    /** Number of cells in the statistics; they differ only in seeds. */
    readonly n: Exact | null;
    /** Share of the test set whose predicted class is its label, 0 to 1. */
    readonly test_accuracy: Float | null;
    /** Standard deviation of the sample; null for one cell. */
    readonly sd: Float | null;
    /** Lower end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly low: Float | null;
    /** Upper end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly high: Float | null;
    /** The paper's test accuracy; null if it has none. */
    readonly paper_test_accuracy: Float | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
    /** The number of each cell, in ascending order, if there are fewer than four cells, for which an interval says little; otherwise null. */
    readonly singles: readonly (Float | null)[] | null;
  };
  /** Complexity measures of each cell of a sweep at the end of training, one row for each. For axes and errors, join results by sweep_id and position. */
  readonly final_measures: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** Place in the sweep, counted from 0 in the order of its expansion. */
    readonly position: number;
    /** The cell's id: SHA-256 of its canonical JSON and the protocol version. */
    readonly cell: string;
    /** Epoch, counted from 1. */
    readonly epoch: number;
    /** Name of the measure, for example path-norm or margin-p10. */
    readonly measure: string;
    /** Its value. */
    readonly value: Float;
  };
  /** The smallest width at which an MLP with one hidden layer fitted every one of this many random labels, beside theorem 1. */
  readonly fit_width: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Number of train images. */
    readonly train_images: number | null;
    /** The width; null if none fitted. */
    readonly width: number | null;
    /** Number of cells of that width. */
    readonly n: Exact;
    /** Number of them that fitted. */
    readonly fitted: Exact;
    /** Number of weights of an MLP of that width. */
    readonly parameter_count: Exact | null;
    /** Number of weights that suffice by theorem 1: two per image, and one per input. */
    readonly theorem_1_weights: number | null;
    /** Digest of everything in a cell except seeds, corruption, the number of train images and the network. */
    readonly settings: string | null;
  };
  /** Succeeded cells that are not set up as in the paper: they are not in comparable_cells, nor in the views of the paper's tables and figures. */
  readonly incomparable_cells: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** The cell's id: SHA-256 of its canonical JSON and the protocol version. */
    readonly cell: string;
    /** Why, in words. */
    readonly reason: string;
  };
  /** Test error of linear models and kernels against the number of train images, and the norms of the solutions (section 5). The paper's numbers are for whole train sets, and appear only beside these. */
  readonly kernel_section: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** The data set; for an image folder, image-folder or its name. */
    readonly dataset: string | null;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted by position on the cropped image, the same for all channels; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after both. */
    readonly corruption: string;
    /** Share of train labels that are redrawn, 0 to 1: the probability for partial-labels, the share that leave their class for asymmetric-labels, 1 for random labels, 0 otherwise. */
    readonly label_noise: Float;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Number of cells in the statistics; they differ only in seeds. */
    readonly n: Exact | null;
    /** 1 minus the test accuracy. */
    readonly test_error: Float | null;
    /** Standard deviation of the sample; null for one cell. */
    readonly sd: Float | null;
    /** Lower end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly low: Float | null;
    /** Upper end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly high: Float | null;
    /** Mean norm of a solution; null for models trained by gradient descent. */
    readonly solution_norm: Float | null;
    /** Mean distance of a model trained by gradient descent to the solution of least norm; null for what is solved. */
    readonly distance_to_min_norm: Float | null;
    /** The paper's test error; null if it has none. */
    readonly paper_test_error: Float | null;
    /** The paper's norm of the solution; null if it has none. */
    readonly paper_solution_norm: Float | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
    /** The number of each cell, in ascending order, if there are fewer than four cells, for which an interval says little; otherwise null. */
    readonly singles: readonly (Float | null)[] | null;
  };
  /** Whether images with true labels are fitted before those with wrong ones: mean train accuracy on each, by epoch. */
  readonly label_fit_over_time: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** The data set; for an image folder, image-folder or its name. */
    readonly dataset: string | null;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted by position on the cropped image, the same for all channels; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after both. */
    readonly corruption: string;
    /** Share of train labels that are redrawn, 0 to 1: the probability for partial-labels, the share that leave their class for asymmetric-labels, 1 for random labels, 0 otherwise. */
    readonly label_noise: Float;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Epoch, counted from 1. */
    readonly epoch: number;
    /** Number of cells in the statistics; they differ only in seeds. */
    readonly n: Exact;
    /** Train accuracy on the images whose labels are the true ones; null if there are none, or if labels are of two random classes. */
    readonly clean_train_accuracy: Float | null;
    /** Standard deviation of clean_train_accuracy. */
    readonly clean_sd: Float | null;
    /** Lower end of the 95 % interval of clean_train_accuracy, not below 0. */
    readonly clean_low: Float | null;
    /** Upper end of the 95 % interval of clean_train_accuracy, not above 1. */
    readonly clean_high: Float | null;
    /** Share of the images with wrong labels whose predicted class is that label, 0 to 1; null if there are none, or if labels are of two random classes. */
    readonly corrupted_train_accuracy: Float | null;
    /** Standard deviation of corrupted_train_accuracy. */
    readonly corrupted_sd: Float | null;
    /** Lower end of the 95 % interval of corrupted_train_accuracy, not below 0. */
    readonly corrupted_low: Float | null;
    /** Upper end of the 95 % interval of corrupted_train_accuracy, not above 1. */
    readonly corrupted_high: Float | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
    /** The clean_train_accuracy of each cell, in ascending order, if there are fewer than four; otherwise null. */
    readonly clean_singles: readonly (Float | null)[] | null;
    /** The corrupted_train_accuracy of each cell, in ascending order, if there are fewer than four; otherwise null. */
    readonly corrupted_singles: readonly (Float | null)[] | null;
  };
  /** Whether a cell that was trained on random labels knows more about the test labels than chance, or less. Its accuracy is compared with those that it would have if the classes of the test labels had each other's names (of more than ten classes, the first ten are renamed): without a leak, all of these are equally likely. An honest cell is outside in at most 1 of 1000 cases, whatever its network and however similar its test images are. Cells that finished before confusion counts were kept are neither inside nor outside. */
  readonly leak_check: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** The cell's id: SHA-256 of its canonical JSON and the protocol version. */
    readonly cell: string;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Number of test images. */
    readonly test_images: number | null;
    /** Share of the test set whose predicted class is its label, 0 to 1. */
    readonly test_accuracy: Float | null;
    /** Mean of the accuracies under all names; without confusion counts, 1 divided by the number of classes. */
    readonly expected: Float | null;
    /** Standard deviation of the accuracies under all names; null without confusion counts. */
    readonly sd: Float | null;
    /** Twice the share of all names under which the accuracy is at least as far on the same side. Null if it is less than 2.5 standard deviations away, where it is not computed, and without confusion counts. */
    readonly p_value: Float | null;
    /** True unless p_value is at most 0.001, which means that the cell has most likely seen test labels, or labels that carry information about them; null without confusion counts. */
    readonly inside: boolean | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
  };
  /** The axes of results, with one row per epoch. A cell in two sweeps has its curve twice: name the sweep. */
  readonly learning_curves: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** Place in the sweep, counted from 0 in the order of its expansion. */
    readonly position: number;
    /** The cell's id: SHA-256 of its canonical JSON and the protocol version. */
    readonly cell: string;
    /** pending, queued, running, succeeded, diverged, failed or cancelled. */
    readonly state: string;
    /** Whether the cell already had its result when the sweep was submitted. */
    readonly cached: boolean;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted by position on the cropped image, the same for all channels; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after both. */
    readonly corruption: string;
    /** Share of train labels that are redrawn, 0 to 1: the probability for partial-labels, the share that leave their class for asymmetric-labels, 1 for random labels, 0 otherwise. */
    readonly label_noise: Float;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Coefficient λ of λ/2·‖w‖², 0 if it is off. It is added to the mean loss of trained models, and to the sum over the train set for solved ones. */
    readonly weight_decay: Float | null;
    /** Probability of dropping an input of the last dense layer or a hidden dense unit; 0 if it is off. */
    readonly dropout: Float | null;
    /** none, random-crop or flip-rotation. */
    readonly augmentation: string | null;
    /** Epochs without a better test accuracy after which training stops; null if it is off. */
    readonly patience: number | null;
    /** The cell's seed, from which its other seeds derive unless they are set. */
    readonly seed: Exact | null;
    /** The data set; for an image folder, image-folder or its name. */
    readonly dataset: string | null;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Number of test images. */
    readonly test_images: number | null;
    /** Seed for choosing images if not all are used. */
    readonly subset_seed: Exact | null;
    /** What is done to each image before the network sees it, and after it is corrupted: whiten (center crop, then zero mean and unit deviation over all values of the image), scale (divided by 255) or inception. */
    readonly preprocessing: string | null;
    /** Maximum number of epochs that the cell may train for. */
    readonly epochs_limit: number | null;
    /** Images in a mini-batch; the last one of an epoch may be smaller. */
    readonly batch_size: number | null;
    /** Initial learning rate. */
    readonly learning_rate: Float | null;
    /** Momentum of stochastic gradient descent; null for other optimizers. */
    readonly momentum: Float | null;
    /** Factor of the learning rate after every decay_steps steps. */
    readonly decay: Float | null;
    /** Optimizer steps between two decays of the learning rate. */
    readonly decay_steps: number | null;
    /** Training stops once the train loss is at most this (and the other limit is met); null if there is no such limit. */
    readonly stop_train_loss: Float | null;
    /** Training stops once the train accuracy is at least this (and the other limit is met); null if there is no such limit. */
    readonly stop_train_accuracy: Float | null;
    /** Epoch, counted from 1. */
    readonly epoch: number;
    /** Optimizer steps taken up to the end of the epoch. */
    readonly step: number;
    /** Loss on the whole train set in evaluation mode, in nats; half a square for linear models, kernels and memorizers. */
    readonly train_loss: Float;
    /** Share of the train set whose predicted class is its label, 0 to 1, in evaluation mode. */
    readonly train_accuracy: Float;
    /** Train loss on the images whose labels are the true ones; null if there are none, or if labels are of two random classes. */
    readonly clean_train_loss: Float | null;
    /** Train accuracy on the images whose labels are the true ones; null if there are none, or if labels are of two random classes. */
    readonly clean_train_accuracy: Float | null;
    /** Train loss on the images whose labels are wrong; null if there are none, or if labels are of two random classes. */
    readonly corrupted_train_loss: Float | null;
    /** Share of the images with wrong labels whose predicted class is that label, 0 to 1; null if there are none, or if labels are of two random classes. */
    readonly corrupted_train_accuracy: Float | null;
    /** Loss on the test set; null if there is no result. */
    readonly test_loss: Float;
    /** Share of the test set whose predicted class is its label, 0 to 1. */
    readonly test_accuracy: Float;
    /** Best test accuracy of an epoch so far. */
    readonly best_test_accuracy: Float;
    /** Learning rate of the epoch's last step; null for solved models. */
    readonly epoch_learning_rate: Float | null;
    /** Norm of the gradient of the epoch's last mini-batch, including the penalty; null for solved models. */
    readonly gradient_norm: Float | null;
    /** ℓ2 norm of all trained weights. */
    readonly weight_norm: Float;
    /** Seconds of the epoch, including evaluation. */
    readonly seconds: Float;
    /** Images trained on per second, not counting the time of evaluation. */
    readonly images_per_second: Float;
    /** Seed of the corrupted labels. */
    readonly label_seed: Exact | null;
    /** Seed of the corrupted images. */
    readonly pixel_seed: Exact | null;
    /** Seed of the initial weights, including random features. */
    readonly init_seed: Exact | null;
    /** Seed of the order of mini-batches, and of what is drawn for them, such as dropout and augmentation. */
    readonly order_seed: Exact | null;
    /** clean, or corrupted in the same way as the train labels. */
    readonly test_labels: string | null;
    /** Index of the train image that is left out, within the subset; null if none is left out. */
    readonly leave_out: number | null;
    /** Whether a redrawn label is never the true one. */
    readonly excludes_true_class: boolean | null;
    /** γ of the kernel exp(−γ‖x − x′‖²); null for other models. */
    readonly gamma: Float | null;
    /** Number of random filters applied to an image before a linear model or kernel; null for other features. */
    readonly filters: number | null;
    /** Side of a random filter in pixels; null for other features. */
    readonly filter_side: number | null;
    /** Name of the image folder; null for other data sets. */
    readonly folder: string | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
    /** When the epoch was first written; epochs are written in batches. Null in rows older than the column. */
    readonly recorded_at: string | null;
    /** Share ε of each target that label smoothing spreads evenly over all classes; 0 if it is off. */
    readonly label_smoothing: Float | null;
    /** Parameter α of the Beta(α, α) from which mixup draws the share λ of an image in its mixture with another; 0 if it is off. */
    readonly mixup: Float | null;
    /** Kind of the optimizer, for example sgd; null for what is solved. */
    readonly optimizer: string | null;
    /** Options of the optimizer, as JSON; null for sgd, whose momentum has a column, and for what is solved. */
    readonly optimizer_options: string | null;
  };
  /** Kendall's rank correlation of a measure at the end of training with the test error, over the cells of a sweep that have the same number of images of the same data set. */
  readonly measure_correlation: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** The data set; for an image folder, image-folder or its name. */
    readonly dataset: string | null;
    /** Number of train images. */
    readonly train_images: number | null;
    /** The corruption of the cells; null for all of them together. */
    readonly corruption: string | null;
    /** Name of the measure. */
    readonly measure: string;
    /** Number of cells; they may differ in settings. */
    readonly n: Exact;
    /** Kendall's tau-b, −1 to 1; null if all are tied. */
    readonly tau: Float | null;
  };
  /** Our numbers beside the paper's: one row for each of its numbers that a sweep has cells for. Of its curves, only the ends of figure 2b. Cells that are trained by another optimizer than SGD are left out. */
  readonly paper_comparison: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** Table or figure of the paper: table-1, table-2, table-4, kernel, figure-1a, figure-1b, figure-1c or figure-2b. */
    readonly source: string;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted by position on the cropped image, the same for all channels; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after both. */
    readonly corruption: string;
    /** Share of train labels that are redrawn, 0 to 1: the probability for partial-labels, the share that leave their class for asymmetric-labels, 1 for random labels, 0 otherwise. */
    readonly label_noise: Float;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Number of train images. */
    readonly train_images: number | null;
    /** What the number is, for example test_accuracy or epochs_to_fit. */
    readonly metric: string;
    /** Number of cells that have the number. */
    readonly n: Exact | null;
    /** Our mean. Null if all cells diverged, and for times that some cells lack. */
    readonly ours: Float | null;
    /** Standard deviation of the sample; null for one cell. */
    readonly sd: Float | null;
    /** Lower end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly low: Float | null;
    /** Upper end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly high: Float | null;
    /** The paper's number; null if it says that training fails to converge. */
    readonly paper: Float | null;
    /** Least number that agrees with the paper's; null if it has no band. */
    readonly band_low: Float | null;
    /** Greatest number that agrees with the paper's; null if it has no band. */
    readonly band_high: Float | null;
    /** agrees: ours is in the band; without a band, within 2.5 points and a quarter for an accuracy or error, or within a tenth for anything else. unclear: there is no band, and only our 95 % interval contains the paper's number. unfitted and censored: a time that some cells lack, because they trained to the end without fitting, or were stopped before. subset: trained on part of the train set, which cannot be compared. differs: everything else, including any number outside its band, whatever the interval. */
    readonly verdict: string;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
    /** Lower bound of the mean of a time if some cells have not fitted; null otherwise. */
    readonly at_least: Float | null;
  };
  /** The numbers of the paper (Zhang et al. 2016, arXiv 1611.03530v2). Curves are read off its figures. Table 2 is as remembered, not as copied: of its rows, only top-1 accuracies can be compared, because Rote measures no top-5 accuracy; figure 2a and the best test accuracies that table 2 has in parentheses are not here. */
  readonly paper_reference: {
    /** A number of its own. */
    readonly id: number;
    /** Table or figure of the paper: table-1, table-2, table-4, kernel, figure-1a, figure-1b, figure-1c or figure-2b. */
    readonly source: string;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted as positions, all channels alike, on the cropped image; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after either. */
    readonly corruption: string;
    /** Share of train labels that are drawn anew, 0 to 1: the probability of partial-labels, 1 for random labels, else 0; for asymmetric-labels, the share that leave their class. */
    readonly label_noise: Float;
    /** The regularizers that are on, joined by +; none if there is none. */
    readonly regularizer: string;
    /** The data set; for an image folder, image-folder or its name. */
    readonly dataset: string;
    /** Epoch, for a point of a curve; null for the end of training. */
    readonly epoch: number | null;
    /** What the number is, for example test_accuracy or epochs_to_fit. */
    readonly metric: string;
    /** The number: accuracies, errors and label noise are 0 to 1, losses in nats. Null where training fails to converge. */
    readonly value: Float | null;
    /** Least number that agrees with the paper's; null where it has no band. */
    readonly band_low: Float | null;
    /** Greatest number that agrees with the paper's; null where it has no band. */
    readonly band_high: Float | null;
  };
  /** Each project with its share, its quotas, and how much of them is used now. */
  readonly project_usage: {
    /** The name of the project. */
    readonly project: string;
    /** Its share of the slots, in proportion to those of other projects that have cells of the same priority waiting. */
    readonly share: number;
    /** Quota: the most cells queued or running at once; null for none. */
    readonly max_queued_cells: number | null;
    /** Quota: the hours of slots per calendar month (UTC); null for none. */
    readonly slot_hours: Float | null;
    /** Its cells that are queued. */
    readonly queued: number | null;
    /** Its cells that are running. */
    readonly running: number | null;
    /** The hours of slots that its attempts have taken since the month began (UTC), those of running ones included; null for default, for which they are not counted. */
    readonly slot_hours_used: Float | null;
    /** How many more of its cells can be queued now: 0 if a quota is used up; null if there is no limit. */
    readonly room: number | null;
  };
  /** Empirical Rademacher complexity (section 1.3), estimated by a network that is trained on labels of two random classes: the mean over draws of 2 · train accuracy − 1. At 1, the bound that follows from it is vacuous. */
  readonly rademacher_complexity: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** The data set; for an image folder, image-folder or its name. */
    readonly dataset: string | null;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Number of cells in the statistics; they differ only in seeds. */
    readonly n: Exact | null;
    /** The estimate, −1 to 1. */
    readonly complexity: Float | null;
    /** Standard deviation of the sample; null for one cell. */
    readonly sd: Float | null;
    /** Lower end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly low: Float | null;
    /** Upper end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly high: Float | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
  };
  /** One row per cell and sweep, finished or not. A cell in two sweeps has two rows: name the sweep (WHERE sweep_id = …), or query distinct_results. */
  readonly results: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** Place in the sweep, counted from 0 in the order of its expansion. */
    readonly position: number;
    /** The cell's id: SHA-256 of its canonical JSON and the protocol version. */
    readonly cell: string;
    /** pending, queued, running, succeeded, diverged, failed or cancelled. */
    readonly state: string;
    /** Whether the cell already had its result when the sweep was submitted. */
    readonly cached: boolean;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted by position on the cropped image, the same for all channels; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after both. */
    readonly corruption: string;
    /** Share of train labels that are redrawn, 0 to 1: the probability for partial-labels, the share that leave their class for asymmetric-labels, 1 for random labels, 0 otherwise. */
    readonly label_noise: Float;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Coefficient λ of λ/2·‖w‖², 0 if it is off. It is added to the mean loss of trained models, and to the sum over the train set for solved ones. */
    readonly weight_decay: Float | null;
    /** Probability of dropping an input of the last dense layer or a hidden dense unit; 0 if it is off. */
    readonly dropout: Float | null;
    /** none, random-crop or flip-rotation. */
    readonly augmentation: string | null;
    /** Epochs without a better test accuracy after which training stops; null if it is off. */
    readonly patience: number | null;
    /** The cell's seed, from which its other seeds derive unless they are set. */
    readonly seed: Exact | null;
    /** The data set; for an image folder, image-folder or its name. */
    readonly dataset: string | null;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Number of test images. */
    readonly test_images: number | null;
    /** Seed for choosing images if not all are used. */
    readonly subset_seed: Exact | null;
    /** What is done to each image before the network sees it, and after it is corrupted: whiten (center crop, then zero mean and unit deviation over all values of the image), scale (divided by 255) or inception. */
    readonly preprocessing: string | null;
    /** Maximum number of epochs that the cell may train for. */
    readonly epochs_limit: number | null;
    /** Images in a mini-batch; the last one of an epoch may be smaller. */
    readonly batch_size: number | null;
    /** Initial learning rate. */
    readonly learning_rate: Float | null;
    /** Momentum of stochastic gradient descent; null for other optimizers. */
    readonly momentum: Float | null;
    /** Factor of the learning rate after every decay_steps steps. */
    readonly decay: Float | null;
    /** Optimizer steps between two decays of the learning rate. */
    readonly decay_steps: number | null;
    /** Training stops once the train loss is at most this (and the other limit is met); null if there is no such limit. */
    readonly stop_train_loss: Float | null;
    /** Training stops once the train accuracy is at least this (and the other limit is met); null if there is no such limit. */
    readonly stop_train_accuracy: Float | null;
    /** succeeded or diverged; null if there is no result. */
    readonly outcome: string | null;
    /** Why training ended: epochs (the limit), stop-rule, patience, diverged or solved. */
    readonly stop_reason: string | null;
    /** Epochs trained. */
    readonly epochs: number | null;
    /** Optimizer steps taken. */
    readonly steps: number | null;
    /** Loss on the whole train set in evaluation mode, in nats; half a square for linear models, kernels and memorizers. */
    readonly train_loss: Float | null;
    /** Share of the train set whose predicted class is its label, 0 to 1, in evaluation mode. */
    readonly train_accuracy: Float | null;
    /** Train accuracy on the images whose labels are the true ones; null if there are none, or if labels are of two random classes. */
    readonly clean_train_accuracy: Float | null;
    /** Share of the images with wrong labels whose predicted class is that label, 0 to 1; null if there are none, or if labels are of two random classes. */
    readonly corrupted_train_accuracy: Float | null;
    /** Loss on the test set; null if there is no result. */
    readonly test_loss: Float | null;
    /** Share of the test set whose predicted class is its label, 0 to 1. */
    readonly test_accuracy: Float | null;
    /** Best test accuracy of an epoch so far. */
    readonly best_test_accuracy: Float | null;
    /** First epoch with the best test accuracy. */
    readonly best_test_epoch: number | null;
    /** First epoch after which the train loss was at most 0.05. Null if it never was, and for models whose loss is a square. */
    readonly epochs_to_fit: number | null;
    /** Number of train labels that were redrawn. */
    readonly labels_selected: number | null;
    /** Number of train labels that became another class; null if labels are of two random classes. */
    readonly labels_changed: number | null;
    /** SHA-256 of the train labels as used in training. */
    readonly labels_sha256: string | null;
    /** SHA-256 of the train images as used in training, before preprocessing. */
    readonly images_sha256: string | null;
    /** Number of trainable weights. */
    readonly parameter_count: Exact | null;
    /** Seconds of training and evaluation. */
    readonly seconds: Float | null;
    /** Images trained on per second, not counting the time of evaluation. */
    readonly images_per_second: Float | null;
    /** Engine that trained the cell. */
    readonly engine: string | null;
    /** Version of the engine. */
    readonly engine_version: string | null;
    /** gpu or cpu. */
    readonly device: string | null;
    /** Name of the device. */
    readonly device_name: string | null;
    /** Attempts made so far. */
    readonly attempts: number;
    /** Class and message of the last failure; null if there was none. */
    readonly error: string | null;
    /** When the result was written. */
    readonly finished_at: string | null;
    /** 1 if batches were processed whole; 2 if in halves, or with modules recomputed, to save memory. */
    readonly micro_batches: number | null;
    /** Address of the final weights; null unless a sweep asked for them. */
    readonly weights: string | null;
    /** Seed of the corrupted labels. */
    readonly label_seed: Exact | null;
    /** Seed of the corrupted images. */
    readonly pixel_seed: Exact | null;
    /** Seed of the initial weights, including random features. */
    readonly init_seed: Exact | null;
    /** Seed of the order of mini-batches, and of what is drawn for them, such as dropout and augmentation. */
    readonly order_seed: Exact | null;
    /** clean, or corrupted in the same way as the train labels. */
    readonly test_labels: string | null;
    /** Index of the train image that is left out, within the subset; null if none is left out. */
    readonly leave_out: number | null;
    /** Whether a redrawn label is never the true one. */
    readonly excludes_true_class: boolean | null;
    /** γ of the kernel exp(−γ‖x − x′‖²); null for other models. */
    readonly gamma: Float | null;
    /** Number of random filters applied to an image before a linear model or kernel; null for other features. */
    readonly filters: number | null;
    /** Side of a random filter in pixels; null for other features. */
    readonly filter_side: number | null;
    /** Name of the image folder; null for other data sets. */
    readonly folder: string | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
    /** fitted (the train loss fell to 0.05), unfitted (it did not within the epochs that the cell was allowed), or censored (a stop rule or patience ended training first). Null without a result, and for models whose loss is a square. */
    readonly fit: string | null;
    /** Share ε of each target that label smoothing spreads evenly over all classes; 0 if it is off. */
    readonly label_smoothing: Float | null;
    /** Parameter α of the Beta(α, α) from which mixup draws the share λ of an image in its mixture with another; 0 if it is off. */
    readonly mixup: Float | null;
    /** Kind of the optimizer, for example sgd; null for what is solved. */
    readonly optimizer: string | null;
    /** Options of the optimizer, as JSON; null for sgd, whose momentum has a column, and for what is solved. */
    readonly optimizer_options: string | null;
  };
  /** The settings behind the digests of the other views. Those of fit_width, which has cells of several widths, omit the network. */
  readonly settings: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** A cell without its seeds, its corruption and the number of its train images, as JSON. */
    readonly spec: unknown;
  };
  /** Every axis of every cell of every sweep as a column. */
  readonly sweep_axes: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** Place in the sweep, counted from 0 in the order of its expansion. */
    readonly position: number;
    /** The cell's id: SHA-256 of its canonical JSON and the protocol version. */
    readonly cell: string;
    /** pending, queued, running, succeeded, diverged, failed or cancelled. */
    readonly state: string;
    /** Whether the cell already had its result when the sweep was submitted. */
    readonly cached: boolean;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted by position on the cropped image, the same for all channels; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after both. */
    readonly corruption: string;
    /** Share of train labels that are redrawn, 0 to 1: the probability for partial-labels, the share that leave their class for asymmetric-labels, 1 for random labels, 0 otherwise. */
    readonly label_noise: Float;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Coefficient λ of λ/2·‖w‖², 0 if it is off. It is added to the mean loss of trained models, and to the sum over the train set for solved ones. */
    readonly weight_decay: Float | null;
    /** Probability of dropping an input of the last dense layer or a hidden dense unit; 0 if it is off. */
    readonly dropout: Float | null;
    /** none, random-crop or flip-rotation. */
    readonly augmentation: string | null;
    /** Epochs without a better test accuracy after which training stops; null if it is off. */
    readonly patience: number | null;
    /** The cell's seed, from which its other seeds derive unless they are set. */
    readonly seed: Exact | null;
    /** The data set; for an image folder, image-folder or its name. */
    readonly dataset: string | null;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Number of test images. */
    readonly test_images: number | null;
    /** Seed for choosing images if not all are used. */
    readonly subset_seed: Exact | null;
    /** What is done to each image before the network sees it, and after it is corrupted: whiten (center crop, then zero mean and unit deviation over all values of the image), scale (divided by 255) or inception. */
    readonly preprocessing: string | null;
    /** Maximum number of epochs that the cell may train for. */
    readonly epochs_limit: number | null;
    /** Images in a mini-batch; the last one of an epoch may be smaller. */
    readonly batch_size: number | null;
    /** Initial learning rate. */
    readonly learning_rate: Float | null;
    /** Momentum of stochastic gradient descent; null for other optimizers. */
    readonly momentum: Float | null;
    /** Factor of the learning rate after every decay_steps steps. */
    readonly decay: Float | null;
    /** Optimizer steps between two decays of the learning rate. */
    readonly decay_steps: number | null;
    /** Training stops once the train loss is at most this (and the other limit is met); null if there is no such limit. */
    readonly stop_train_loss: Float | null;
    /** Training stops once the train accuracy is at least this (and the other limit is met); null if there is no such limit. */
    readonly stop_train_accuracy: Float | null;
    /** Seed of the corrupted labels. */
    readonly label_seed: Exact | null;
    /** Seed of the corrupted images. */
    readonly pixel_seed: Exact | null;
    /** Seed of the initial weights, including random features. */
    readonly init_seed: Exact | null;
    /** Seed of the order of mini-batches, and of what is drawn for them, such as dropout and augmentation. */
    readonly order_seed: Exact | null;
    /** clean, or corrupted in the same way as the train labels. */
    readonly test_labels: string | null;
    /** Index of the train image that is left out, within the subset; null if none is left out. */
    readonly leave_out: number | null;
    /** Whether a redrawn label is never the true one. */
    readonly excludes_true_class: boolean | null;
    /** γ of the kernel exp(−γ‖x − x′‖²); null for other models. */
    readonly gamma: Float | null;
    /** Number of random filters applied to an image before a linear model or kernel; null for other features. */
    readonly filters: number | null;
    /** Side of a random filter in pixels; null for other features. */
    readonly filter_side: number | null;
    /** Name of the image folder; null for other data sets. */
    readonly folder: string | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
    /** Share ε of each target that label smoothing spreads evenly over all classes; 0 if it is off. */
    readonly label_smoothing: Float | null;
    /** Parameter α of the Beta(α, α) from which mixup draws the share λ of an image in its mixture with another; 0 if it is off. */
    readonly mixup: Float | null;
    /** Kind of the optimizer, for example sgd; null for what is solved. */
    readonly optimizer: string | null;
    /** Options of the optimizer, as JSON; null for sgd, whose momentum has a column, and for what is solved. */
    readonly optimizer_options: string | null;
    /** The project that the sweep is in. */
    readonly project: string;
  };
  /** Accuracy with and without explicit regularizers (table 1). */
  readonly table_1: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** Whether images are cropped at random. */
    readonly random_crop: boolean | null;
    /** Whether there is weight decay. */
    readonly weight_decay: boolean | null;
    /** true or random. */
    readonly labels: string;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Number of cells in the statistics; they differ only in seeds. */
    readonly n: Exact | null;
    /** Share of the train set whose predicted class is its label, 0 to 1, in evaluation mode. */
    readonly train_accuracy: Float | null;
    /** Standard deviation of the train accuracies; null for one cell. */
    readonly train_sd: Float | null;
    /** Lower end of the 95 % interval of the mean train accuracy, not below 0; null for one cell. */
    readonly train_low: Float | null;
    /** Upper end of the 95 % interval of the mean train accuracy, not above 1; null for one cell. */
    readonly train_high: Float | null;
    /** Share of the test set whose predicted class is its label, 0 to 1. */
    readonly test_accuracy: Float | null;
    /** Standard deviation of the test accuracies; null for one cell. */
    readonly test_sd: Float | null;
    /** Lower end of the 95 % interval of the mean test accuracy, not below 0; null for one cell. */
    readonly test_low: Float | null;
    /** Upper end of the 95 % interval of the mean test accuracy, not above 1; null for one cell. */
    readonly test_high: Float | null;
    /** The paper's train accuracy; null if it has none. */
    readonly paper_train_accuracy: Float | null;
    /** The paper's test accuracy; null if it has none. */
    readonly paper_test_accuracy: Float | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
  };
  /** Train accuracy on random labels with a regularizer (table 4). Cells that diverged are counted, not averaged. */
  readonly table_4: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Number of cells in the statistics; they differ only in seeds. */
    readonly n: Exact | null;
    /** Number of cells that diverged; the means exclude them. */
    readonly diverged: Exact;
    /** Share of the train set whose predicted class is its label, 0 to 1, in evaluation mode. */
    readonly train_accuracy: Float | null;
    /** Standard deviation of the sample; null for one cell. */
    readonly sd: Float | null;
    /** Lower end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly low: Float | null;
    /** Upper end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly high: Float | null;
    /** The paper's train accuracy; null if it has none. */
    readonly paper_train_accuracy: Float | null;
    /** False if the paper says that training fails to converge; null if it says nothing. */
    readonly paper_converges: boolean | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
  };
  /** How well the networks of theorem 1, whose weights are constructed and not trained, reproduce labels (section 4). */
  readonly theorem_1: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted by position on the cropped image, the same for all channels; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after both. */
    readonly corruption: string;
    /** Share of train labels that are redrawn, 0 to 1: the probability for partial-labels, the share that leave their class for asymmetric-labels, 1 for random labels, 0 otherwise. */
    readonly label_noise: Float;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Number of cells in the statistics; they differ only in seeds. */
    readonly n: Exact | null;
    /** Share of the train set whose predicted class is its label, 0 to 1, in evaluation mode. */
    readonly train_accuracy: Float | null;
    /** Standard deviation of the sample; null for one cell. */
    readonly sd: Float | null;
    /** Lower end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly low: Float | null;
    /** Upper end of the 95 % interval of the mean by Student's t, cut to the range of the quantity; null for one cell. */
    readonly high: Float | null;
    /** Largest error of an output, over all n cells. */
    readonly max_error: Float | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
  };
  /** A lower bound of uniform stability (section 1.3): how much the losses of test images change when one train image is left out. For sweeps that keep examples and pair each cell with leaveOut with the same cell without it. */
  readonly uniform_stability: {
    /** Name of the sweep. Names repeat: sweep_id tells sweeps apart. */
    readonly sweep: string;
    /** The sweep's id. */
    readonly sweep_id: string;
    /** The data set; for an image folder, image-folder or its name. */
    readonly dataset: string | null;
    /** Name of the network or model, for example mlp-3x512 or kernel-gabor. */
    readonly architecture: string;
    /** What is done to labels or images before training: none, partial-labels, asymmetric-labels, random-labels, random-binary-labels, shuffled-pixels, random-pixels or gaussian. Pixels are permuted by position on the cropped image, the same for all channels; Gaussian noise has the mean and variance of each channel and is not clamped; preprocessing comes after both. */
    readonly corruption: string;
    /** Share of train labels that are redrawn, 0 to 1: the probability for partial-labels, the share that leave their class for asymmetric-labels, 1 for random labels, 0 otherwise. */
    readonly label_noise: Float;
    /** The active regularizers, joined by +; none if there are none. */
    readonly regularizer: string;
    /** Number of train images. */
    readonly train_images: number | null;
    /** Number of pairs of cells. */
    readonly n: Exact;
    /** Largest difference between the two losses of a test image: a lower bound of uniform stability. */
    readonly max_difference: Float | null;
    /** Mean difference between the two losses of a test image. */
    readonly mean_difference: Float | null;
    /** Digest of everything in a cell except seeds, corruption and the number of train images. Rows with the same settings differ only in what has a column. The view settings shows what a digest stands for. */
    readonly settings: string | null;
  };
}
