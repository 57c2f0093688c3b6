import { expect, test } from 'vitest';
import { findMomentumUpdates } from '../src/fuse-momentum.js';
import type { RecordedOp, Recording, Source } from '../src/record.js';

const output = (op: number): Source => ({ kind: 'output', op, index: 0 });
const variable = (index: number): Source => ({ kind: 'variable', index });
const feed = (index: number): Source => ({ kind: 'feed', index });

const op = (name: string, shape: readonly number[], ...inputs: Source[]): RecordedOp => ({
  name,
  attributes: [],
  inputs,
  shapes: [shape],
});

interface Changes {
  readonly rate?: readonly number[];
  readonly gradient?: readonly number[];
  readonly outputs?: readonly Source[];
  readonly swapped?: boolean;
}

/** v ← 0.9·v + g, w ← w − rate·v of weights [2, 3]; the rate is feed 0 and the gradient feed 1. */
function momentumStep({
  rate = [],
  gradient = [2, 3],
  outputs = [],
  swapped = false,
}: Changes = {}): Recording {
  const shape = [2, 3];
  const retained = [variable(1), { kind: 'constant', index: 0 }] as const;
  return {
    shapes: { feed: [rate, gradient], variable: [shape, shape], resident: [] },
    constants: [{ shape: [], dtype: 1, values: [0.9] }],
    ops: [
      op('Mul', shape, ...retained),
      op('Add', shape, ...(swapped ? [feed(1), output(0)] : [output(0), feed(1)])),
      op('Mul', shape, output(1), feed(0)),
      op('Sub', shape, variable(0), output(2)),
    ],
    outputs: outputs.map((source) => ({ source, dtype: 'float32' })),
    assigned: new Map([
      [1, output(1)],
      [0, output(3)],
    ]),
  };
}

test('finds an update with momentum', () => {
  expect(findMomentumUpdates(momentumStep())).toEqual([
    {
      weights: 0,
      velocity: 1,
      gradient: feed(1),
      learningRate: feed(0),
      momentum: { kind: 'constant', index: 0 },
    },
  ]);
});

test.each([
  ['the new velocity is also used elsewhere', { outputs: [output(1)] }],
  ['the new weights are also used elsewhere', { outputs: [output(3)] }],
  ['each column has its own rate', { rate: [3] }],
  ['the gradient is broadcast', { gradient: [3] }],
  ['the operands of the sum are swapped', { swapped: true }],
] as const)('finds no update if %s', (_, changes) => {
  expect(findMomentumUpdates(momentumStep(changes))).toEqual([]);
});
