import { findSwiftShader, SWIFTSHADER_MISSING } from '@rote/testkit';
import { describe } from 'vitest';
import { describeEngine } from './describe-engine.js';

const swiftShader = findSwiftShader();
Object.assign(process.env, swiftShader);

describe.skipIf(swiftShader === undefined)(
  `conformance${swiftShader === undefined ? SWIFTSHADER_MISSING : ''}`,
  () => {
    // SwiftShader is a GPU in software: it would take many minutes to measure wide layers. losses-webgpu.test.ts tests the first
    // steps of the paper's networks; this one is tested for repeating its bits, stopping, and leaving nothing behind.
    describeEngine('webgpu', {
      models: { 'mlp-2x64': { kind: 'mlp', depth: 2, width: 64 } },
      timeoutMs: 180_000,
    });
  },
);
