import { findSwiftShader, SWIFTSHADER_MISSING } from '@rote/testkit';
import { describe } from 'vitest';
import { describeEngine } from './describe-engine.js';

const swiftShader = findSwiftShader();
Object.assign(process.env, swiftShader);

describe.skipIf(swiftShader === undefined)(
  `conformance${swiftShader === undefined ? SWIFTSHADER_MISSING : ''}`,
  () => {
    // SwiftShader is a GPU in software: it would take many minutes for the larger networks. losses.test.ts tests their
    // first steps; only this one is tested for repeating its bits, stopping, and leaving nothing behind.
    describeEngine('webgpu', { models: ['mlp-1x512'], timeoutMs: 180_000 });
  },
);
