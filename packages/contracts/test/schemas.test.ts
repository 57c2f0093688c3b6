import type {
  Cell as DomainCell,
  CellResult as DomainResult,
  EpochMetrics as DomainMetrics,
} from '@rote/domain';
import { CELL_STATES, expandSweep, parseSweepSpec, satisfiesSchema } from '@rote/domain';
import type { TSchema } from 'typebox';
import { Type } from 'typebox';
import { describe, expect, expectTypeOf, it } from 'vitest';
import * as contracts from '../src/index.js';
import {
  Cell,
  CellCounts,
  CellId,
  CellPageQuery,
  Problem,
  PROBLEM_CODES,
  SubmitQuery,
} from '../src/index.js';

const spec = parseSweepSpec({
  name: 'every kind',
  dataset: { name: 'cifar10', train: 1000, test: 100 },
  grid: {
    corruption: [
      'none',
      { kind: 'partial-labels', probability: 0.3 },
      'random-labels',
      'shuffled-pixels',
      'random-pixels',
      'gaussian',
    ],
    regularizer: ['none', 'weight-decay', ['dropout', 'random-crop'], { patience: 3 }],
    architecture: ['inception-small', 'inception-small-no-bn', 'alexnet-small', 'mlp-2x64'],
    stop: [{}, { trainLoss: 0.01, trainAccuracy: 1 }],
  },
  include: [
    {
      regularizer: ['none', 'weight-decay'],
      corruption: ['none'],
      architecture: [
        'linear',
        'linear-min-norm',
        { kind: 'linear', features: { kind: 'random-convolutions', filters: 8 } },
        { kind: 'kernel', features: 'gabor', gamma: 0.002 },
      ],
    },
    {
      regularizer: ['none'],
      architecture: [{ kind: 'memorizer', depth: 3, precision: 'float32' }],
    },
  ],
});

/** Every schema below one, the one included. */
function* below(schema: TSchema): Generator<TSchema> {
  yield schema;
  if (Type.IsUnion(schema)) for (const branch of schema.anyOf) yield* below(branch);
  else if (Type.IsArray(schema)) yield* below(schema.items);
  else if (Type.IsObject(schema))
    for (const property of Object.values<TSchema>(schema.properties)) yield* below(property);
}

describe('the schema of a cell', () => {
  it('is the domain’s cell, as a type', () => {
    expectTypeOf<DomainCell>().toExtend<Cell>();
    expectTypeOf<Cell>().toExtend<DomainCell>();
  });

  it('accepts every cell that a sweep expands to', () => {
    for (const { id, cell } of expandSweep(spec)) {
      expect(satisfiesSchema(Cell, cell)).toBe(true);
      expect(satisfiesSchema(CellId, id)).toBe(true);
    }
  });

  it('is closed', () => {
    const [first] = expandSweep(spec);
    expect(satisfiesSchema(Cell, { ...first?.cell, extra: 1 })).toBe(false);
  });
});

it('includes every field of the domain in results and curves', () => {
  expectTypeOf<keyof DomainMetrics>().toEqualTypeOf<keyof contracts.EpochMetrics>();
  // Confusion counts and records of examples are for SQL: there are too many of them.
  expectTypeOf<Exclude<keyof DomainResult, 'confusion' | 'examples'>>().toExtend<
    keyof contracts.CellResult
  >();
});

it('counts every state of a cell', () => {
  expect(Object.keys(CellCounts.properties)).toEqual([...CELL_STATES]);
});

it('has one code for each problem', () => {
  expect(new Set(PROBLEM_CODES).size).toBe(PROBLEM_CODES.length);
  expect(satisfiesSchema(Problem.properties.code, 'internal')).toBe(true);
});

it.each([
  ['a page of no items', CellPageQuery, { limit: 0 }],
  ['an unlimited page', CellPageQuery, { limit: 1_000_000 }],
  ['an unknown state', CellPageQuery, { limit: 1, state: 'done' }],
  ['an unknown parameter', SubmitQuery, { dryRun: true, dryrun: true }],
])('refuses %s', (_, schema, value) => {
  expect(satisfiesSchema(schema, value)).toBe(false);
});

it('has only closed objects, except headers, which include the client’s own', () => {
  const named = Object.entries<unknown>(contracts).filter(
    ([name, value]) => !name.endsWith('Headers') && Type.IsSchema(value),
  ) as [string, TSchema][];
  expect(named.length).toBeGreaterThan(20);
  // A map says what all of its values are.
  const isOpen = (schema: TSchema): boolean => {
    const { additionalProperties } = schema as { readonly additionalProperties?: unknown };
    return additionalProperties !== false && !Type.IsSchema(additionalProperties);
  };
  const open = named.filter(([, schema]) =>
    [...below(schema)].some((each) => Type.IsObject(each) && isOpen(each)),
  );
  expect(open.map(([name]) => name)).toEqual([]);
});

/** A schema without its symbols, which are for the validator and not part of a document. */
function namedFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(namedFields);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, namedFields(field)]));
}

it('survives JSON, so that it can go into an OpenAPI document as it is', () => {
  for (const value of Object.values<unknown>(contracts))
    if (Type.IsSchema(value)) expect(JSON.parse(JSON.stringify(value))).toEqual(namedFields(value));
});
