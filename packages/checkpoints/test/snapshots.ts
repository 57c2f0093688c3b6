import type { KeptTensor, NamedTensor, TrainingSnapshot } from '@rote/domain';
import { epochOf } from '@rote/testkit/values';
import fc from 'fast-check';

export const tensor = (name: string, shape: readonly number[], ...values: number[]): NamedTensor => ({
  name,
  shape,
  values: Float32Array.from(values),
});

/** With numbers that a decimal text could round. */
export const exampleEpoch = epochOf(1, {
  train: { loss: -1e-9, accuracy: 0.1 },
  trainClean: { loss: 0.1 + 0.2, accuracy: 1 / 3 },
  test: { loss: Number.MIN_VALUE, accuracy: 1 },
  gradientNorm: 1e300,
  weightNorm: Math.PI,
  seconds: 12.345678901234567,
  imagesPerSecond: 1e5 / 3,
});

export const exampleSnapshot = (step: number): TrainingSnapshot => ({
  step,
  curve: [exampleEpoch],
  epochSeconds: 0.1,
  gradientNorm: null,
  tensors: [tensor('dense/kernel', [2, 2], step, 2, 3, 4), tensor('dense/bias', [2], -0, 1e-45)],
});

/** Any 32 bits, with every kind of number that floats have. */
const anyFloat = fc.oneof(fc.float(), fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, 1e-45, -1e-45));

const anyShape = fc.array(fc.nat({ max: 4 }), { maxLength: 4 });

const tensorsOf = <T>(any: (name: string) => fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc
    .uniqueArray(fc.oneof(fc.string(), fc.constantFrom('1', '0', '__proto__', 'ä', '\u{1f600}')), {
      maxLength: 5,
    })
    .chain((names) => fc.tuple(...names.map(any)));

const tensorWith = <V>(name: string, number: fc.Arbitrary<number>, from: (values: number[]) => V) =>
  anyShape.chain((shape) => {
    const length = shape.reduce((size, side) => size * side, 1);
    return fc
      .array(number, { minLength: length, maxLength: length })
      .map((values) => ({ name, shape, values: from(values) }));
  });

const anySingle = (name: string): fc.Arbitrary<NamedTensor> =>
  tensorWith(name, anyFloat, (values) => Float32Array.from(values));
const anyDouble = (name: string): fc.Arbitrary<KeptTensor> =>
  tensorWith(name, fc.double(), (values) => Float64Array.from(values));

/** Tensors of a network in training. */
export const anyTensors = tensorsOf(anySingle);
/** Tensors of a network or a solution. */
export const anyKeptTensors = tensorsOf<KeptTensor>((name) => fc.oneof(anySingle(name), anyDouble(name)));

/** Returns a value that is equal if the tensors are the same bit for bit, including NaN, which does not equal itself. */
export const bitsOf = (tensors: readonly KeptTensor[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    tensors.map(({ name, shape, values }) => [
      `${name}:`,
      { shape, bits: Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex') },
    ]),
  );
