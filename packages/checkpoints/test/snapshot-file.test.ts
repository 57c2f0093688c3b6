import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeSafetensors } from '../src/safetensors.js';
import { decodeSnapshot, encodeSnapshot } from '../src/snapshot-file.js';
import { anyTensors, bitsOf, exampleEpoch, exampleSnapshot, tensor } from './snapshots.js';

test('decodes the snapshot that it encoded, to the last bit', () => {
  const number = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true });
  const norm = fc.oneof(number, fc.constantFrom(null, NaN, Infinity));
  fc.assert(
    fc.property(
      anyTensors,
      fc.nat(),
      number,
      norm,
      number,
      (tensors, step, epochSeconds, gradientNorm, loss) => {
        const curve = [exampleEpoch, { ...exampleEpoch, epoch: 2, test: { loss, accuracy: 0.5 } }];
        const snapshot = { step, curve, epochSeconds, gradientNorm, tensors };
        const { run, snapshot: decoded } = decodeSnapshot(encodeSnapshot({ run: 'abc', snapshot }));
        expect(run).toBe('abc');
        expect({ ...decoded, tensors: bitsOf(decoded.tensors) }).toEqual({
          ...snapshot,
          tensors: bitsOf(tensors),
        });
      },
    ),
  );
});

test('rejects the weights of a solution', () => {
  const tensors = [{ name: 'weights', shape: [1], values: Float64Array.of(0.1) }];
  const bytes = encodeSafetensors({
    tensors,
    metadata: {
      format: 'rote-training-snapshot/1',
      run: 'abc',
      progress: JSON.stringify({ step: 0, curve: [], epochSeconds: 0, gradientNorm: null }),
    },
  });
  expect(() => decodeSnapshot(bytes)).toThrow(expect.objectContaining({ code: 'data-corrupt' }));
});

test('decodes the history of the examples that it encoded, if there is one', () => {
  const examples = {
    firstFitted: Uint32Array.of(0, 7, 70_001),
    timesForgotten: Uint32Array.of(0, 3, 1),
    fitted: Uint8Array.of(0, 1, 0),
  };
  const snapshot = { ...exampleSnapshot(7), examples };
  expect(decodeSnapshot(encodeSnapshot({ run: 'abc', snapshot })).snapshot).toEqual(snapshot);
  const without = decodeSnapshot(encodeSnapshot({ run: 'abc', snapshot: exampleSnapshot(7) })).snapshot;
  expect('examples' in without).toBe(false);
});

test.each([
  ['incomplete', ['firstFitted', 'fitted'], 3],
  ['of unequal lengths', ['firstFitted', 'timesForgotten', 'fitted'], 2],
])('rejects histories of examples that are %s', (_, names, last) => {
  const tensors = names.map((name) =>
    tensor(
      `examples/${name}`,
      [name === 'fitted' ? last : 3],
      ...[1, 0, 1].slice(0, name === 'fitted' ? last : 3),
    ),
  );
  const bytes = encodeSafetensors({ tensors, metadata });
  expect(() => decodeSnapshot(bytes)).toThrow(expect.objectContaining({ code: 'data-corrupt' }));
});

test('keeps every bit of measures in the curve', () => {
  const measures = { 'path-norm': 1e300, 'margin-p1': -0.1, 'spectral-norm/inception-1/1x1': 1 / 3 };
  const snapshot = { ...exampleSnapshot(7), curve: [{ ...exampleEpoch, measures }] };
  expect(decodeSnapshot(encodeSnapshot({ run: 'abc', snapshot })).snapshot).toEqual(snapshot);
});

test('encodes the same snapshot as the same bytes', () => {
  const encode = (): Uint8Array => encodeSnapshot({ run: 'abc', snapshot: exampleSnapshot(7) });
  expect(encode()).toEqual(encode());
});

const progress = { step: 1, curve: [exampleEpoch], epochSeconds: 1, gradientNorm: null };
const metadata = { format: 'rote-training-snapshot/1', run: 'abc', progress: JSON.stringify(progress) };

test.each([
  ['no metadata', {}, '/format'],
  ['another format', { ...metadata, format: 'rote-training-snapshot/0' }, '/format'],
  ['no run', { format: metadata.format, progress: metadata.progress }, '/run'],
  ['progress that is not JSON', { ...metadata, progress: '{' }, 'not JSON'],
  ['a negative step', { ...metadata, progress: JSON.stringify({ ...progress, step: -1 }) }, '/step'],
  ['no curve', { ...metadata, progress: JSON.stringify({ ...progress, curve: undefined }) }, '/curve'],
  [
    'an epoch without its numbers',
    { ...metadata, progress: JSON.stringify({ ...progress, curve: [{ epoch: 1 }] }) },
    '/curve/0/step',
  ],
  [
    'a norm that is a string',
    { ...metadata, progress: JSON.stringify({ ...progress, gradientNorm: '1' }) },
    '/gradientNorm',
  ],
])('rejects %s', (_, wrong, fault) => {
  const bytes = encodeSafetensors({ tensors: [], metadata: wrong });
  expect(() => decodeSnapshot(bytes)).toThrow(expect.objectContaining({ code: 'data-corrupt' }));
  expect(() => decodeSnapshot(bytes)).toThrow(fault);
});
