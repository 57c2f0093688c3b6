import type { SubmittedSweep } from '@rote/contracts';
import { GridSpec, type InvalidInputError, parseSweepSpec, SweepSpec } from '@rote/domain';
import type { TSchema } from 'typebox';
import { Type } from 'typebox';
import { expect, it } from 'vitest';
import { useApi } from './support/test-api.js';
import { claim, metricsOf, registerWorker, resultAt } from './support/training.js';

const BELOW_ONE = 1 - Number.EPSILON / 2;

/** For strings that a pattern describes: those with the most digits and the fewest. */
const NAMES = [
  'mlp-1x1',
  'mlp-999x1',
  'mlp-1x99999',
  'linear-from-0',
  'linear-from-1e+99',
  'linear-from-1e-323',
  'kernel-gabor',
  'linear-min-norm-random-convolutions',
  'memorizer-2',
  'memorizer-99-float32',
];

/** Returns the largest and smallest values of a schema, each word, and each form of an object. */
function extremesOf(schema: TSchema): readonly unknown[] {
  if (Type.IsUnion(schema)) return schema.anyOf.flatMap(extremesOf);
  if (Type.IsLiteral(schema)) return [schema.const];
  if (Type.IsEnum(schema)) return schema.enum;
  if (Type.IsBoolean(schema)) return [true, false];
  if (Type.IsString(schema)) return NAMES;
  if (Type.IsArray(schema)) return extremesOf(schema.items).map((item) => [item]);
  if (Type.IsObject(schema)) {
    const properties = Object.entries<TSchema>(schema.properties).map(
      ([key, property]) => [key, extremesOf(property)] as const,
    );
    const most = Math.max(...properties.map(([, values]) => values.length));
    return Array.from({ length: most }, (_, index) =>
      Object.fromEntries(properties.map(([key, values]) => [key, values[index % values.length]])),
    );
  }
  const bounds = schema as {
    minimum?: number;
    maximum?: number;
    exclusiveMinimum?: number;
    exclusiveMaximum?: number;
  };
  return [
    bounds.minimum ?? (bounds.exclusiveMinimum === 0 ? Number.MIN_VALUE : -Number.MAX_VALUE),
    bounds.maximum ?? (bounds.exclusiveMaximum === 1 ? BELOW_ONE : Number.MAX_VALUE),
  ];
}

const identity = Array.from({ length: 10 }, (_, i) => Array.from({ length: 10 }, (__, j) => Number(i === j)));

const base = {
  dataset: { name: 'synthetic', train: 64, test: 32 },
  grid: { architecture: ['mlp-1x1'], corruption: ['random-labels'], regularizer: ['none'] },
  training: { epochs: 2, batchSize: 64 },
};
const specOf = (name: string, parts: object) => ({ name, ...base, ...parts });

/** Returns each field (those of `training` are axes too) with specs for its extremes; those of an axis share one sweep. */
function fields(): readonly { readonly name: string; readonly specs: readonly object[] }[] {
  const of = (name: string, schema: TSchema, partsOf: (value: unknown) => object) => ({
    name,
    specs: extremesOf(schema).map((value) => specOf(name, partsOf(value))),
  });
  return [
    ...Object.entries<TSchema>(GridSpec.properties).map(([axis, schema]) =>
      of(axis, schema, (values) => ({ grid: { ...base.grid, [axis]: values } })),
    ),
    ...(['dataset', 'measures', 'priority'] as const).map((field) =>
      of(field, SweepSpec.properties[field], (value) => ({ [field]: value })),
    ),
    {
      name: 'transitions',
      specs: [
        specOf('transitions', {
          grid: { ...base.grid, corruption: [{ kind: 'asymmetric-labels', transitions: identity }] },
        }),
      ],
    },
    {
      name: 'folder',
      specs: [1, 2 ** 31 - 1].map((count) =>
        specOf('folder', {
          dataset: {
            name: 'image-folder',
            folder: 'a',
            classes: 65_536,
            images: { train: count, test: count },
          },
          grid: { architecture: ['inception-v3'] },
          training: { batchSize: 2 ** 31 - 1 },
        }),
      ),
    },
  ];
}

it('whatever is accepted can be read in every view and answer, however large or small its numbers are', async () => {
  const { app, store } = await useApi();
  const accepted: string[] = [];
  let refused = 0;
  for (const { name, specs } of fields()) {
    const valid = specs.filter((spec) => {
      try {
        parseSweepSpec(spec);
        return true;
      } catch (error) {
        // It fits the schema; it may not fit the rest of its spec.
        expect((error as InvalidInputError).code).toBe('spec-invalid');
        refused++;
        return false;
      }
    });
    expect([name, valid.length > 0]).toEqual([name, true]);
    const grids = valid.map((spec) => (spec as { readonly grid: object }).grid);
    const together = !(name in GridSpec.properties) ? valid : [{ ...valid[0], include: grids }];
    for (const payload of together) {
      const response = await app.inject({ method: 'POST', url: '/v1/sweeps', payload });
      expect([name, response.statusCode]).toEqual([name, 201]);
      accepted.push(response.json<SubmittedSweep>().id);
    }
  }
  expect(refused).toBeLessThan(30);

  const workerId = await registerWorker(store);
  for (const [index, job] of (await store.feed.markQueued(10_000)).entries()) {
    const { cell } = await store.cells.get(job.cellId);
    const ref = await claim(store, workerId, job);
    const loss = [Number.MAX_VALUE, Number.MIN_VALUE, 0, 1][index % 4]!;
    const last = {
      ...metricsOf(cell.training.epochs, loss),
      step: 2 ** 31 - 1,
      learningRate: cell.training.learningRate,
      weightNorm: loss,
      seconds: [0, Number.MIN_VALUE, 1e9, 1][index % 4]!,
    };
    await store.attempts.recordEpochs(ref, [last]);
    await store.attempts.finish(ref, resultAt(last), null);
  }

  const { rows: views } = await store.readOnlyQuery(
    // Queries may not read the audit log.
    `SELECT viewname FROM pg_views WHERE schemaname = current_schema() AND viewname <> 'audit_log' ORDER BY viewname`,
    { maxRows: 1000 },
  );
  expect(views.length).toBeGreaterThan(20);
  for (const [view] of views)
    await store.readOnlyQuery(`SELECT * FROM ${String(view)}`, { maxRows: 100_000 });

  const read = async (url: string): Promise<void> => {
    const response = await app.inject(url);
    expect([url, response.statusCode]).toEqual([url, 200]);
  };
  await read('/v1/sweeps?limit=100');
  for (const id of accepted)
    for (const path of ['', '/cells', '/results', '/report', '/figures'])
      await read(`/v1/sweeps/${id}${path}`);
}, 300_000);
