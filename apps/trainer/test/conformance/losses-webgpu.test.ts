import { findSwiftShader, SWIFTSHADER_MISSING } from '@rote/testkit';
import { describe } from 'vitest';
import type { Extent } from './describe-beginnings.js';
import { describeBeginnings } from './describe-beginnings.js';
import type { ModelName } from './models.js';

const swiftShader = findSwiftShader();
Object.assign(process.env, swiftShader);

/** As many steps as SwiftShader, a GPU in software, runs in a few seconds. */
const ON_SWIFTSHADER: Readonly<Record<ModelName, Extent>> = {
  'mlp-1x512': { steps: 3, images: 4 },
  'mlp-3x512': { steps: 2, images: 2 },
  'alexnet-small': { steps: 2, images: 2 },
  'inception-small': { steps: 1, images: 2 },
  'inception-small-no-bn': { steps: 1, images: 1 },
  'resnet-18-k3': { steps: 1, images: 2 },
};

describe.skipIf(swiftShader === undefined)(
  `on webgpu${swiftShader === undefined ? SWIFTSHADER_MISSING : ''}`,
  () => {
    describeBeginnings('webgpu', (model) => ON_SWIFTSHADER[model]);
  },
);
