import type { TrainingSpec } from '../sweep-spec.js';
import { frozen, type Preset } from './preset.js';

/** Ways of training, for `preset` in `training`. */
export const TRAINING_PRESETS = frozen({
  'paper-cifar10': {
    title: "SGD with momentum 0.9 and the network's own rate, which falls by 0.95 an epoch; batches of 128",
    source: 'Zhang et al. 2017, section 2 (rate, decay and momentum); its 60 epochs are figure 1b’s range',
    values: {
      epochs: 60,
      batchSize: 128,
      optimizer: { kind: 'sgd', learningRate: 'auto', momentum: 0.9 },
      decayPerEpoch: 0.95,
      stepsPerDecay: 'auto',
    },
  },
  'paper-imagenet': {
    title:
      "SGD with momentum 0.9 and the network's own rate, which falls by 0.94 every two epochs of ImageNet",
    source: 'Szegedy et al. 2015 (the decay); Zhang et al. 2017, table 2, trained by RMSProp instead',
    values: {
      epochs: 100,
      batchSize: 32,
      optimizer: { kind: 'sgd', learningRate: 'auto', momentum: 0.9 },
      decayPerEpoch: 0.94,
      stepsPerDecay: 80_074,
    },
  },
  'long-for-augmentation': {
    title: '200 epochs with a rate that hardly falls, which fit random labels in spite of augmentation',
    source: 'chosen for table 4: Zhang et al. 2017 does not say how far the rate fell there',
    values: { epochs: 200, decayPerEpoch: 0.999 },
  },
  'until-fitted': {
    title: 'stops once all train labels are right and the train loss is at most 0.05',
    source: 'Zhang et al. 2017, section 2.1: the loss that counts as fitted',
    values: { stop: { trainAccuracy: 1, trainLoss: 0.05 } },
  },
  'adam-defaults': {
    title: 'Adam with its usual rate and betas, constant',
    source: 'Kingma and Ba 2015, algorithm 1',
    values: {
      optimizer: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999 },
      decayPerEpoch: 1,
    },
  },
} satisfies Readonly<Record<string, Preset<TrainingSpec>>>);
