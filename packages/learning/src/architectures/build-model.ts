import type { TrainedArchitecture } from '@rote/domain';
import { featureCount, INPUT_SIDE } from '@rote/domain';
import { createAlexnetSmall } from './alexnet-small.js';
import { createInceptionSmall } from './inception-small.js';
import { createInceptionV3 } from './inception-v3.js';
import { createLinear } from './linear.js';
import { createMlp } from './mlp.js';
import type { Model, Network } from './model.js';
import type { ParameterFactory } from './parameters.js';
import { createParameterFactory } from './parameters.js';

interface ModelOptions {
  /** Of the images. */
  readonly channels: number;
  readonly classes: number;
  /** Where the architecture can: keep less for the backward pass and compute it again. */
  readonly recompute?: boolean;
}

function createNetwork(
  parameters: ParameterFactory,
  architecture: TrainedArchitecture,
  options: ModelOptions,
): Network {
  const { channels, classes } = options;
  switch (architecture.kind) {
    case 'mlp': {
      const { depth, width } = architecture;
      return createMlp(parameters, { inputs: INPUT_SIDE * INPUT_SIDE * channels, depth, width, classes });
    }
    case 'alexnet-small':
      return createAlexnetSmall(parameters, options);
    case 'inception-small':
      return createInceptionSmall(parameters, {
        channels,
        classes,
        batchNorm: architecture.batchNorm,
        recompute: options.recompute === true,
      });
    case 'inception-v3':
      return createInceptionV3(parameters, { channels, classes, recompute: options.recompute === true });
    case 'linear': {
      const { features, solver } = architecture;
      return createLinear(parameters, {
        inputs: featureCount(features, channels),
        start: solver.start,
        classes,
      });
    }
    default:
      throw new TypeError(`no such architecture: ${JSON.stringify(architecture satisfies never)}`);
  }
}

/** A freshly initialised network on 28×28 images, or Inception-v3 on 299×299; the same seed gives the same bits on every engine. */
export function buildModel(
  architecture: TrainedArchitecture,
  options: ModelOptions & { readonly seed: number },
): Model {
  const parameters = createParameterFactory(options.seed);
  try {
    return {
      ...createNetwork(parameters, architecture, options),
      parameters: parameters.made,
      statistics: parameters.statistics,
      dispose() {
        parameters.dispose();
      },
    };
  } catch (error) {
    parameters.dispose();
    throw error;
  }
}
