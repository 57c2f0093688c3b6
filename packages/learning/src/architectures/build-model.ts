import type { Architecture } from '@rote/domain';
import { INPUT_SIDE } from '@rote/domain';
import { createAlexnetSmall } from './alexnet-small.js';
import { createInceptionSmall } from './inception-small.js';
import { createMlp } from './mlp.js';
import type { Model, Network } from './model.js';
import type { ParameterFactory } from './parameters.js';
import { createParameterFactory } from './parameters.js';

interface Ends {
  /** Of the images. */
  readonly channels: number;
  readonly classes: number;
}

function createNetwork(parameters: ParameterFactory, architecture: Architecture, ends: Ends): Network {
  const { channels, classes } = ends;
  switch (architecture.kind) {
    case 'mlp': {
      const { depth, width } = architecture;
      return createMlp(parameters, { inputs: INPUT_SIDE * INPUT_SIDE * channels, depth, width, classes });
    }
    case 'alexnet-small':
      return createAlexnetSmall(parameters, ends);
    case 'inception-small':
      return createInceptionSmall(parameters, { channels, classes, batchNorm: architecture.batchNorm });
    default:
      throw new TypeError(`no such architecture: ${JSON.stringify(architecture satisfies never)}`);
  }
}

/** A freshly initialised network on 28×28 images; the same seed gives the same bits on every engine. */
export function buildModel(architecture: Architecture, options: Ends & { readonly seed: number }): Model {
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
