import { DATASETS } from '@rote/domain';

const WHITENED = Object.entries(DATASETS)
  .filter(([, { preprocessing }]) => preprocessing === 'whiten')
  .map(([name]) => name);

/**
 * What each field of a sweep file means, for docs/reference/sweep-file.md and the descriptions of its JSON Schema. The
 * generator fails if a field of the schema has no entry here, an entry has no field, or the schema rejects an example.
 *
 * `fallback` is what applies if the field is omitted: text, or a function of the cell that results from a spec with
 * only `dataset` and `grid.architecture` (mlp-1x8).
 */
const FOLDER_ONLY = 'required for `image-folder`';
const ofSeed = 'the value of `seed`';
const seedMeaning = (what) =>
  `The seed of ${what} only, so that ${what} can be varied while everything else that is random stays the same.`;

export const SWEEP_FIELDS = {
  name: {
    meaning: 'What the sweep is called in lists and reports. It need not be unique.',
    example: 'noise on CIFAR-10',
  },
  dataset: {
    meaning:
      'The data set of every cell: a name, an object that also chooses a subset, or an image folder on the workers. `synthetic` is generated on the fly (32×32, ten classes) and needs no download.',
    example: { name: 'cifar10', train: 1000, test: 1000 },
  },
  'dataset.name': { meaning: 'Which data set.', example: 'cifar10' },
  'dataset.train': {
    meaning:
      'How many train images: a seeded choice without replacement, the same for every cell of the sweep.',
    fallback: 'all of them',
    example: 1000,
  },
  'dataset.test': {
    meaning: 'How many test images, chosen in the same way.',
    fallback: 'all of them',
    example: 1000,
  },
  'dataset.subsetSeed': {
    meaning: 'The seed of that choice. The seed of a cell does not change which images it sees.',
    fallback: (cell) => cell.dataset.subsetSeed,
    example: 7,
  },
  'dataset.preprocessing': {
    meaning:
      '`whiten` subtracts each image’s mean and divides by its standard deviation, after the corruption (section 2 of the paper); `scale` divides by 255.',
    fallback: `\`whiten\` for ${WHITENED.join(', ')}, \`scale\` for the others`,
    example: 'scale',
  },
  'dataset.folder': {
    fallback: FOLDER_ONLY,
    meaning: 'For `image-folder`: the name of a folder in `ROTE_DATA_DIR` of every worker.',
    example: 'imagenet',
  },
  'dataset.classes': {
    fallback: FOLDER_ONLY,
    meaning:
      'For `image-folder`: how many classes it has. A worker whose folder has a different number rejects the cell.',
    example: 1000,
  },
  'dataset.images': {
    fallback: FOLDER_ONLY,
    meaning: 'For `image-folder`: how many images it has.',
    example: { train: 1281167, test: 50000 },
  },
  'dataset.images.train': { meaning: 'Images in its folder `train`.', example: 1281167 },
  'dataset.images.test': { meaning: 'Images in its folder `val` or `test`.', example: 50000 },

  grid: {
    meaning:
      'The values of each axis. The cells are their product. Besides the axes below, every field of `training` can be an axis.',
    example: { architecture: ['mlp-1x512'], seed: [1, 2, 3] },
  },
  'grid.architecture': {
    meaning:
      'The networks, linear models, kernels or memorizers. The convolutional networks are those of the paper for CIFAR-10; `mlp-DEPTHxWIDTH` has DEPTH hidden layers of WIDTH units; `resnet-18` is the pre-activation one of He et al. 2016, without the normalization after the last block (as Nakkiran et al. 2020), and `resnet-18-kWIDTH` has stages of WIDTH, 2, 4 and 8 times WIDTH filters, 64 the usual width (Nakkiran et al. 2020); `inception-v3` takes image folders.',
    example: ['mlp-3x512', 'alexnet-small', { kind: 'mlp', depth: 2, width: 64 }],
  },
  'grid.architecture(mlp).depth': { meaning: 'Hidden layers.', example: 3 },
  'grid.architecture(mlp).width': { meaning: 'Units of each hidden layer.', example: 512 },
  'grid.architecture(resnet-18).width': {
    meaning: 'Filters of the first stage; the others have 2, 4 and 8 times as many.',
    fallback: '64',
    example: 16,
  },
  'grid.architecture(linear).features': {
    meaning:
      'What a linear model sees of an image: its values, pooled responses of random filters (Coates and Ng 2012), or those of Gabor wavelets.',
    fallback: '`raw`',
    example: 'random-convolutions',
  },
  'grid.architecture(linear).features(random-convolutions).filters': {
    meaning: 'How many random filters.',
    fallback: '512',
    example: 2048,
  },
  'grid.architecture(linear).features(random-convolutions).side': {
    meaning: 'The side of a filter in pixels.',
    fallback: '6',
    example: 8,
  },
  'grid.architecture(linear).solver': {
    meaning: 'Gradient descent on the squared loss, or the solution of least norm in float64.',
    fallback: '`sgd`',
    example: 'min-norm',
  },
  'grid.architecture(linear).start': {
    meaning: 'For `sgd`: the standard deviation of the weights that gradient descent starts from.',
    fallback: '0, which ends at the solution of least norm',
    example: 1,
  },
  'grid.architecture(kernel).features': {
    meaning: 'What the Gaussian kernel compares.',
    fallback: '`raw`',
    example: 'gabor',
  },
  'grid.architecture(kernel).features(random-convolutions).filters': {
    meaning: 'How many random filters.',
    fallback: '512',
    example: 2048,
  },
  'grid.architecture(kernel).features(random-convolutions).side': {
    meaning: 'The side of a filter in pixels.',
    fallback: '6',
    example: 8,
  },
  'grid.architecture(kernel).gamma': {
    meaning:
      'γ of the kernel exp(−γ‖x − x′‖²). Required if the default, for pixels between 0 and 1, would be far off.',
    fallback: '0.02, on `raw` features of data sets that are scaled',
    example: 0.02,
  },
  'grid.architecture(memorizer).depth': {
    meaning: 'Layers of the network of theorem 1, whose weights are constructed and not trained.',
    fallback: '2',
    example: 3,
  },
  'grid.architecture(memorizer).precision': {
    meaning: 'The number format in which its weights are computed.',
    fallback: '`float64`',
    example: 'float32',
  },
  'grid.corruption': {
    meaning:
      'What is done to the train images or labels before training (section 2.1 of the paper): `shuffled-pixels` permutes the positions of the 28×28 window in the same way in all images, keeping the channels together; `random-pixels` permutes them differently in each image; `gaussian` replaces each image with noise that has the mean and the variance of each channel over the train set, not clamped to 0…255. Whitening comes after.',
    fallback: '`[none]`',
    example: ['none', { kind: 'partial-labels', probability: 0.5 }, 'random-labels'],
  },
  'grid.corruption(partial-labels).probability': {
    meaning:
      'How likely a train label is replaced with a class drawn from all classes, which may be the true one.',
    example: 0.5,
  },
  'grid.corruption(partial-labels).excludeTrueClass': {
    meaning: 'Whether the class is drawn only from the others, so that every chosen label is wrong.',
    fallback: '`false`',
    example: true,
  },
  'grid.corruption(asymmetric-labels).transitions': {
    meaning: 'Row i has the probability of each class for an image of class i.',
    example: [
      [0.8, 0.2],
      [0.2, 0.8],
    ],
  },
  'grid.regularizer': {
    meaning:
      'What is added to training: a name, a list of names that act together, or an object that also sets the strength.',
    fallback: '`[none]`',
    example: ['none', 'weight-decay', { weightDecay: 0.01, augmentation: 'random-crop' }],
  },
  'grid.regularizer.weightDecay': {
    meaning:
      'λ of the penalty λ/2·‖w‖². `auto` is the usual value for the architecture: 5e-4 for MLPs, 1e-4 for resnet-18.',
    fallback: '0',
    example: 0.01,
  },
  'grid.regularizer.dropout': {
    meaning:
      'How likely an input of the last dense layer, or a unit of a hidden dense one, is dropped. By name: 0.5, and 0.2 for inception-v3.',
    fallback: '0',
    example: 0.3,
  },
  'grid.regularizer.labelSmoothing': {
    meaning:
      'Label smoothing: the share ε of each target that is spread evenly over all classes, only in training (Szegedy et al. 2016). By name: 0.1.',
    fallback: '0',
    example: 0.1,
  },
  'grid.regularizer.augmentation': {
    meaning: 'Random changes of each train image: crops, or flips with rotations by up to 25 degrees.',
    fallback: '`none`',
    example: 'random-crop',
  },
  'grid.regularizer.mixup': {
    meaning:
      'mixup: α of λ ~ Beta(α, α). In training, each image of a batch and its target are mixed with those of another one, λ to 1 − λ; λ is drawn for each batch (Zhang et al. 2018). By name: 1.',
    fallback: '0',
    example: 0.2,
  },
  'grid.regularizer.patience': {
    meaning: 'Early stopping: epochs without a better test accuracy after which training stops. By name: 10.',
    fallback: 'no early stopping',
    example: 5,
  },
  'grid.seed': {
    meaning:
      'Everything random in a cell is a function of its seed: labels, pixels, initial weights and the order of batches. More seeds give means with intervals. `{ from: 1, to: 30 }` stands for the list of all 30, here and on the other axes of seeds.',
    fallback: '`[1]`',
    example: { from: 1, to: 30 },
  },
  'grid.seed.from': { meaning: 'The first seed of a range.', example: 1 },
  'grid.seed.to': { meaning: 'The last seed, inclusive.', example: 30 },
  'grid.labelSeed': { meaning: seedMeaning('the corrupted labels'), fallback: ofSeed, example: [1, 2] },
  'grid.pixelSeed': { meaning: seedMeaning('the corrupted images'), fallback: ofSeed, example: [1, 2] },
  'grid.initSeed': { meaning: seedMeaning('the initial weights'), fallback: ofSeed, example: [1, 2] },
  'grid.orderSeed': {
    meaning: seedMeaning('the order of batches and of what is drawn for them'),
    fallback: ofSeed,
    example: [1, 2],
  },
  'grid.trainImages': {
    meaning: 'How many train images, as an axis; it overrides `dataset.train`.',
    fallback: '`dataset.train`',
    example: [500, 1000, 2000],
  },
  'grid.testLabels': {
    meaning: 'Whether the test labels are true, or corrupted in the same way as the train labels.',
    fallback: '`[clean]`',
    example: ['clean', 'corrupted'],
  },
  'grid.leaveOut': {
    meaning:
      'One train image, by its index in the subset, that is neither trained on nor scored, for `loss_stability`.',
    fallback: '`[none]`',
    example: ['none', 17],
  },
  include: {
    meaning:
      'More grids. If one omits an axis, the axis has the value of `training`, or the default; it takes nothing from `grid`.',
    fallback: 'none',
    example: [{ architecture: ['alexnet-small'], batchSize: [64] }],
  },
  exclude: {
    meaning:
      'Combinations to leave out: those with one of the given values on every axis named. A cell that ignores an axis stays if one of its combinations does.',
    fallback: 'none',
    example: [{ architecture: ['alexnet-small'], corruption: ['gaussian'] }],
  },
  training: {
    meaning: 'How cells are trained. Each field can also be an axis of `grid`, which then takes precedence.',
    example: { epochs: 40, stop: { trainAccuracy: 1 } },
  },
  'training.epochs': {
    meaning: 'The maximum number of epochs; a stop rule or early stopping may end training sooner.',
    fallback: (cell) => cell.training.epochs,
    example: 100,
  },
  'training.batchSize': {
    meaning: 'Images of a batch.',
    fallback: (cell) => cell.training.batchSize,
    example: 64,
  },
  'training.optimizer': {
    meaning:
      'How steps are taken along gradients: a name, or an object with options. `kind` may be left out: it is that of the options given, or of `training.optimizer`, or else `sgd`.',
    fallback: '`sgd`',
    example: { learningRate: 0.05 },
  },
  'training.optimizer(sgd).learningRate': {
    meaning:
      'The initial rate. `auto` is the paper’s 0.1 for inception-small and 0.01 for alexnet-small and MLPs, 0.1 for resnet-18 (He et al. 2016), 0.045 for inception-v3, and 0.001 for linear models.',
    fallback: '`auto`',
    example: 0.05,
  },
  'training.optimizer(sgd).momentum': {
    meaning: 'v ← momentum·v + gradient.',
    fallback: (cell) => cell.training.momentum,
    example: 0.9,
  },
  'training.optimizer(adam).learningRate': {
    meaning: 'The initial rate. `auto` is 0.001 for all architectures, as Kingma and Ba (2015) have it.',
    fallback: '`auto`',
    example: 0.0003,
  },
  'training.optimizer(adam).beta1': {
    meaning: 'β₁: how much of the mean gradient is kept at a step.',
    fallback: '0.9',
    example: 0.5,
  },
  'training.optimizer(adam).beta2': {
    meaning: 'β₂: how much of the mean squared gradient is kept at a step.',
    fallback: '0.999',
    example: 0.99,
  },
  'training.optimizer(adam).epsilon': {
    meaning: 'ε, added to the root of the mean squared gradient.',
    fallback: '1e-8',
    example: 0.0001,
  },
  'training.decayPerEpoch': {
    meaning: 'The factor by which the rate is multiplied after every `stepsPerDecay` steps.',
    fallback: (cell) => cell.training.decay,
    example: 0.95,
  },
  'training.stepsPerDecay': {
    meaning:
      'Steps between two decays. `auto` is one epoch of the whole data set, even if a cell trains on a subset: 391 for CIFAR-10 in batches of 128. To decay once per epoch of a subset, give its own number of steps.',
    fallback: '`auto`',
    example: 8,
  },
  'training.stop': {
    meaning:
      'Stop after the first epoch that meets every bound given. On an axis, `none` trains for all `epochs` even if `training` has bounds.',
    fallback: 'train for all `epochs`',
    example: { trainAccuracy: 1, trainLoss: 0.05 },
  },
  'training.stop.trainLoss': {
    meaning: 'A train loss of at most this.',
    fallback: 'no bound',
    example: 0.05,
  },
  'training.stop.trainAccuracy': {
    meaning: 'A train accuracy of at least this.',
    fallback: 'no bound',
    example: 1,
  },
  measures: {
    meaning: 'What to measure beyond what every cell measures at its end.',
    fallback: 'nothing',
    example: { epochs: [10, 20] },
  },
  'measures.epochs': {
    meaning: 'Additional epochs after which to measure.',
    fallback: '`[]`',
    example: [10, 20],
  },
  'measures.sharpness': {
    meaning:
      'Whether to search for the sharpness and its standard error, which costs a few dozen passes over part of the train set.',
    fallback: '`false`',
    example: true,
  },
  'measures.examples': {
    meaning:
      'Whether to record the history of each train image: when it was learned and how often it was forgotten.',
    fallback: '`false`',
    example: true,
  },
  priority: {
    meaning: 'A sweep of a higher priority goes first; running cells of a lower one make way.',
    fallback: '0',
    example: 10,
  },
  device: {
    meaning: 'Where its cells may be trained. `gpu` waits for a worker with a GPU.',
    fallback: '`any`',
    example: 'gpu',
  },
  keepWeights: {
    meaning: 'Whether to keep the final weights of its cells, as safetensors where checkpoints are kept.',
    fallback: '`false`',
    example: true,
  },
  timeLimitSeconds: {
    meaning:
      'How long one attempt at a cell may take, from the moment a worker starts it, including reading its data. A cell that takes longer fails, and its checkpoint is kept. The limit is not part of the cell: in several active sweeps it has the longest of their limits, and none if one of them has none.',
    fallback: 'no limit',
    example: 3600,
  },
};
