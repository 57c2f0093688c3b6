import type { TrainedArchitecture } from '@rote/domain';
import type { NetworkOptions } from './index.js';
import { networkKind } from './index.js';
import type { Model } from './model.js';
import { createParameterFactory } from './parameters.js';

interface ModelOptions extends Pick<NetworkOptions, 'channels' | 'classes'> {
  readonly recompute?: boolean;
  readonly seed: number;
}

/**
 * Builds a freshly initialized network for 28×28 images (299×299 for Inception-v3). Equal seeds give equal bits on
 * every engine.
 */
export function buildModel(
  architecture: TrainedArchitecture,
  { channels, classes, recompute = false, seed }: ModelOptions,
): Model {
  const parameters = createParameterFactory(seed);
  try {
    return {
      ...networkKind(architecture).create(parameters, architecture, { channels, classes, recompute }),
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
