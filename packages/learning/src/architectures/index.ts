import type { TrainedArchitecture } from '@rote/domain';
import { featureCount, INPUT_SIDE } from '@rote/domain';
import { ALEXNET_SMALL_ACTIVATIONS, createAlexnetSmall } from './alexnet-small.js';
import { createInceptionSmall, INCEPTION_SMALL_ACTIVATIONS } from './inception-small.js';
import { createInceptionV3, INCEPTION_V3_ACTIVATIONS } from './inception-v3.js';
import { createLinear } from './linear.js';
import { createMlp } from './mlp.js';
import type { Network } from './model.js';
import type { ParameterFactory } from './parameters.js';
import { createResnet18, resnet18Activations } from './resnet-18.js';

/** What a network depends on besides its architecture. */
export interface NetworkOptions {
  /** Of the images. */
  readonly channels: number;
  readonly classes: number;
  /** If the architecture supports it: keep less for the backward pass, and recompute the rest. */
  readonly recompute: boolean;
}

/** Turns architectures of one kind into networks. */
interface NetworkKind<A> {
  create(parameters: ParameterFactory, architecture: A, options: NetworkOptions): Network;
  /** Values per image that the backward pass needs at least: the outputs of convolutions, or of modules. */
  activations(architecture: A): number;
}

/** Every kind of architecture that is trained. For those that are solved, see `solving/index.ts`. */
const NETWORKS = {
  mlp: {
    create: (parameters, { depth, width }, { channels, classes }) =>
      createMlp(parameters, { inputs: INPUT_SIDE * INPUT_SIDE * channels, depth, width, classes }),
    activations: ({ depth, width }) => depth * width,
  },
  'alexnet-small': {
    create: (parameters, _, options) => createAlexnetSmall(parameters, options),
    activations: () => ALEXNET_SMALL_ACTIVATIONS,
  },
  'inception-small': {
    create: (parameters, { batchNorm }, options) =>
      createInceptionSmall(parameters, { batchNorm, ...options }),
    activations: () => INCEPTION_SMALL_ACTIVATIONS,
  },
  'inception-v3': {
    create: (parameters, _, options) => createInceptionV3(parameters, options),
    activations: () => INCEPTION_V3_ACTIVATIONS,
  },
  'resnet-18': {
    create: (parameters, { width }, options) => createResnet18(parameters, { width, ...options }),
    activations: ({ width }) => resnet18Activations(width),
  },
  linear: {
    create: (parameters, { features, solver }, { channels, classes }) =>
      createLinear(parameters, { inputs: featureCount(features, channels), start: solver.start, classes }),
    activations: () => 0,
  },
} satisfies {
  readonly [K in TrainedArchitecture['kind']]: NetworkKind<
    Extract<TrainedArchitecture, { readonly kind: K }>
  >;
};

/** Returns how an architecture becomes a network. */
export const networkKind = ({ kind }: TrainedArchitecture): NetworkKind<TrainedArchitecture> =>
  NETWORKS[kind];
