import { findSwiftShader, SWIFTSHADER_MISSING } from '@rote/testkit';
import { describe } from 'vitest';
import { describeEngine } from './describe-engine.js';

const swiftShader = findSwiftShader();
Object.assign(process.env, swiftShader);

describe.skipIf(swiftShader === undefined)(
  `conformance${swiftShader === undefined ? SWIFTSHADER_MISSING : ''}`,
  () => {
    // SwiftShader is a GPU in software: the larger networks would take it many minutes. Their first steps are in
    // losses.test.ts, but that they repeat themselves, stop and leave nothing is seen of this one only.
    describeEngine('webgpu', { models: ['mlp-1x512'], timeoutMs: 180_000 });
  },
);
