import type { Architecture } from '@rote/domain';
import { INPUT_SIDE } from '@rote/domain';
import { createMlp } from './mlp.js';
import type { Forward, Model } from './model.js';
import type { ParameterFactory } from './parameters.js';
import { createParameterFactory } from './parameters.js';
import * as tf from '@tensorflow/tfjs-core';

interface Extent {
  readonly channels: number;
  readonly classes: number;
}

function createForward(parameters: ParameterFactory, architecture: Architecture, extent: Extent): Forward {
  const { channels, classes } = extent;
  switch (architecture.kind) {
    case 'mlp': {
      const { depth, width } = architecture;
      return createMlp(parameters, { inputs: INPUT_SIDE * INPUT_SIDE * channels, depth, width, classes });
    }
    case 'alexnet-small':
    case 'inception-small':
      throw new TypeError('not yet');
    default:
      throw new TypeError(`no such architecture: ${JSON.stringify(architecture satisfies never)}`);
  }
}

/** A freshly initialised network; the same seed gives the same bits on every engine. */
export function buildModel(architecture: Architecture, options: Extent & { readonly seed: number }): Model {
  const parameters = createParameterFactory(options.seed);
  const dispose = (): void => tf.dispose(parameters.made.map(({ variable }) => variable));
  try {
    const forward = createForward(parameters, architecture, options);
    return { parameters: parameters.made, forward, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}
