import { describe, expect, it } from 'vitest';
import {
  Architecture,
  architectureName,
  architectureVariant,
  hasBatchNorm,
  InvalidInputError,
  isSolved,
  resolveArchitecture,
  satisfiesSchema,
} from '../src/index.js';

const NAMES = [
  'inception-small',
  'inception-small-no-bn',
  'alexnet-small',
  'inception-v3',
  'mlp-3x512',
  'resnet-18',
  'resnet-18-k3',
  'linear',
  'linear-from-0.5-gabor',
  'linear-min-norm-random-convolutions',
  'kernel-gabor',
  'memorizer-3-float32',
];

describe('an architecture', () => {
  it.each(NAMES)('named %s is parsed from its name, which belongs to a single kind', (name) => {
    const architecture = resolveArchitecture(name);
    expect(architectureName(architecture)).toBe(name);
    expect(satisfiesSchema(Architecture, architecture)).toBe(true);
  });

  it.each(NAMES)(
    'named %s is solved if and only if it satisfies the schema of solved architectures',
    (name) => {
      const architecture = resolveArchitecture(name);
      const { trained, solved } = architectureVariant(architecture);
      const satisfies = (schema: typeof solved) =>
        schema !== undefined && satisfiesSchema(schema, architecture);
      expect(satisfies(solved)).toBe(isSolved(architecture));
      expect(satisfies(trained)).toBe(!isSolved(architecture));
    },
  );

  it.each([
    'wrn-28-10',
    'resnet-34',
    'resnet-18-k0',
    'mlp',
    'memorizer-1',
    'memorizer-float32',
    'kernel-min-norm',
    '',
  ])('does not exist for the unknown name %j', (name) => {
    expect(() => resolveArchitecture(name)).toThrow(InvalidInputError);
    expect(() => resolveArchitecture(name)).toThrow(
      /^no architecture is called ".*":\n.*mlp-<depth>x<width>/,
    );
  });

  it('named resnet-18 has a width of 64, however a spec writes it', () => {
    for (const spec of [
      'resnet-18',
      'resnet-18-k64',
      { kind: 'resnet-18' },
      { kind: 'resnet-18', width: 64 },
    ] as const)
      expect(resolveArchitecture(spec)).toEqual({ kind: 'resnet-18', width: 64 });
    expect(resolveArchitecture({ kind: 'resnet-18', width: 999 })).toEqual(
      resolveArchitecture('resnet-18-k999'),
    );
  });

  it('has batch normalization if it is an Inception that includes it, or a ResNet', () => {
    expect(NAMES.filter((name) => hasBatchNorm(resolveArchitecture(name)))).toEqual([
      'inception-small',
      'inception-v3',
      'resnet-18',
      'resnet-18-k3',
    ]);
  });
});
