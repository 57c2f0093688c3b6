import { createConfig, lintFromString } from '@redocly/openapi-core';
import type { PresetList } from '@rote/contracts';
import { findFaults, PRESETS, WrittenSweepSpec } from '@rote/domain';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SIGN_IN_EXAMPLE } from '../src/openapi/examples.js';
import { specOf } from './support/specs.js';
import { startTestApi, type TestApi } from './support/test-api.js';
import { finishPending } from './support/training.js';

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly description?: string;
    readonly required?: boolean;
    readonly example?: unknown;
    readonly schema: { readonly default?: unknown };
  }[];
  readonly description?: string;
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { readonly schema: object; readonly example: unknown }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, unknown>> }>
  >;
}

interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>;
    readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
  };
  readonly tags: readonly { readonly name: string }[];
}

let api: TestApi;
let document: OpenApi;
beforeAll(async () => {
  api = await startTestApi();
  document = (await api.app.inject('/openapi.json')).json();
});
afterAll(() => api.close());

const operationsOf = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      name: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );

function* referencesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  if ('$ref' in value && typeof value.$ref === 'string') yield value.$ref;
  for (const item of Object.values(value)) yield* referencesIn(item);
}

function* schemasIn(value: unknown): Generator<object> {
  if (typeof value !== 'object' || value === null) return;
  yield value;
  for (const [key, item] of Object.entries(value))
    if (!['example', 'examples'].includes(key)) yield* schemasIn(item);
}

describe('its examples', () => {
  /** Returns a request for each example of an operation, with the ids of an existing sweep. */
  const requestsOf = (
    { path, name, operation }: ReturnType<typeof operationsOf>[number],
    ids: Record<string, string>,
  ) => {
    const parameters = operation.parameters ?? [];
    const url = path.replace(/([\w-]+)\/\{(\w+)\}/g, (_, before: string, parameter: string) => {
      const example = parameters.find((each) => each.in === 'path' && each.name === parameter)?.example;
      expect(example, `${name} ${parameter}`).toBeDefined();
      return `${before}/${ids[`${before}/${parameter}`] ?? String(example)}`;
    });
    const given = (place: string) =>
      Object.fromEntries(
        parameters
          .filter((each) => each.in === place && each.example !== undefined)
          .map((each) => [each.name, String(each.example)]),
      );
    const request = {
      method: name.split(' ')[0] as 'GET',
      url,
      query: given('query'),
      headers: given('header'),
    };
    const contents = Object.entries(operation.requestBody?.content ?? {});
    return contents.length === 0
      ? [request]
      : contents.map(([type, { example }]) => ({
          ...request,
          headers: { ...request.headers, 'content-type': type },
          payload: typeof example === 'string' ? example : JSON.stringify(example),
        }));
  };

  it('work when they are sent unchanged', async () => {
    const submit = async (firstSeed: number) =>
      (await api.app.inject({ method: 'POST', url: '/v1/sweeps', payload: specOf(1, { firstSeed }) })).json<{
        id: string;
      }>().id;
    const submitFor = async ({ name }: { readonly name: string }): Promise<string> => {
      const id = await submit(Math.ceil(Math.random() * 1e9));
      if (name.startsWith('DELETE')) await api.store.sweeps.cancel(id);
      return id;
    };
    const finished = await submit(1);
    await finishPending(api.store);
    const cell = (await api.store.sweeps.listCells(finished, { limit: 1 }))[0]?.cell.id ?? '';
    const key = (await api.store.keys.create({ name: 'x', scopes: ['read'] })).record.id;
    await api.store.keys.ensureAdmin(SIGN_IN_EXAMPLE.key, 'of the example');
    const makeWebhook = async () =>
      (await api.store.webhooks.create({ url: 'https://example.org/', types: ['sweep.ended'], sweep: null }))
        .webhook.id;
    const makeBulkChange = async () =>
      (await api.store.bulk.begin({ ids: [] }, { action: 'cancel' }))?.id ?? '';
    for (const operation of operationsOf()) {
      // Figures need rows; streams of events never end, and have tests of their own.
      if (/\/figures\/|\/events$/.test(operation.path)) continue;
      if (operation.path.includes('/projects/'))
        await api.store.projects.put('vision', { share: 1, maxQueuedCells: null, slotHours: null });
      const isChange = !operation.name.startsWith('GET');
      for (const [index, request] of requestsOf(operation, {
        'sweeps/id': isChange ? await submitFor(operation) : finished,
        'diff/other': finished,
        'cells/id': cell,
        'keys/id': key,
        'projects/name': 'vision',
        'webhooks/id': await makeWebhook(),
        'bulk-changes/id': await makeBulkChange(),
      }).entries()) {
        const response = await api.app.inject(request);
        expect(
          response.statusCode,
          `${operation.name} ${String(index)} ${response.body.slice(0, 300)}`,
        ).toBeLessThan(300);
      }
    }
  });

  it('name an existing figure', () => {
    for (const { name, operation } of operationsOf().filter(({ path }) => path.includes('/figures/')))
      expect(operation.parameters?.find((each) => each.name === 'name')?.example, name).toBe('figure-1b');
  });

  it('are there for every answer with a body that is text, and fit its schema', () => {
    const { schemas, examples } = document.components;
    const local = (value: unknown) =>
      JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', '#/$defs/')) as object;
    const $defs = local(schemas);
    const isBinary = /^(image\/png|application\/(zip|vnd\.apache\..*))$/;
    const faults: string[] = [];
    for (const { name, operation } of operationsOf())
      for (const [status, { content = {} }] of Object.entries(operation.responses))
        for (const [type, media] of Object.entries(content)) {
          if (isBinary.test(type)) continue;
          const { schema, examples: own } = media as {
            readonly schema: object;
            readonly examples?: Readonly<Record<string, { readonly $ref: string }>>;
          };
          const [reference] = Object.values(own ?? {});
          const example = examples[reference?.$ref.split('/').at(-1) ?? ''];
          if (example === undefined) faults.push(`${name} ${status} ${type} has no example`);
          else
            for (const { instancePath, message } of Value.Errors({ ...local(schema), $defs }, example.value))
              faults.push(`${name} ${status} ${type} ${instancePath}: ${message}`);
        }
    expect([...new Set(faults)]).toEqual([]);
  });

  it('have a spec that also fits the schema in the document', () => {
    const { content } = document.paths['/v1/sweeps']?.['post']?.requestBody ?? {};
    const json = content?.['application/json']?.example;
    expect(content?.['application/yaml']?.example).toEqual(json);
    expect(findFaults(WrittenSweepSpec, json)).toEqual([]);
  });
});

describe('/v1/presets', () => {
  it('has every preset, and a spec with one is planned as the same spec written out', async () => {
    const { items } = (await api.app.inject('/v1/presets')).json<PresetList>();
    expect(items.map(({ name }) => name)).toEqual(PRESETS.map(({ name }) => name));
    const planOf = async (payload: object) =>
      (await api.app.inject({ method: 'POST', url: '/v1/sweeps?dryRun=true', payload })).json<object>();
    const { values } = items.find(({ name }) => name === 'paper-table-4')!;
    const plan = await planOf({ preset: 'paper-table-4' });
    expect(plan).toMatchObject({ cells: 6 });
    expect(plan).toEqual(await planOf(values));
  });
});

describe('/v1/schema/sweep', () => {
  it('is the schema of a sweep file', async () => {
    const response = await api.app.inject('/v1/schema/sweep');
    expect(response.headers['content-type']).toBe('application/schema+json; charset=utf-8');
    const schema = response.json<{ $schema: string }>();
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    const grid = { architecture: ['linear'], seed: [1] };
    const checks = [grid, { ...grid, epochs: { linspace: [10, 30, 3] } }, { ...grid, epochs: [0] }].map(
      (each) => Value.Check(schema, { ...specOf(1), grid: each }),
    );
    expect(checks).toEqual([true, true, false]);
    expect(Value.Check(schema, { preset: 'paper-table-1' })).toBe(true);
    expect(Value.Check(schema, { name: 'without a data set or a grid' })).toBe(false);
  });
});

describe('/openapi.json', () => {
  it('lists every route', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(
      operationsOf()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'DELETE /v1/keys/{id}',
      'DELETE /v1/projects/{name}',
      'DELETE /v1/session',
      'DELETE /v1/sweeps/{id}',
      'DELETE /v1/webhooks/{id}',
      'GET /',
      'GET /healthz',
      'GET /problems',
      'GET /problems/{code}',
      'GET /readyz',
      'GET /v1/audit',
      'GET /v1/bulk-changes/{id}',
      'GET /v1/cells/{id}',
      'GET /v1/cells/{id}/curve',
      'GET /v1/cells/{id}/images',
      'GET /v1/cells/{id}/why',
      'GET /v1/events',
      'GET /v1/keys',
      'GET /v1/presets',
      'GET /v1/projects',
      'GET /v1/projects/{name}',
      'GET /v1/query',
      'GET /v1/queues',
      'GET /v1/queues/history',
      'GET /v1/session',
      'GET /v1/sweeps',
      'GET /v1/sweeps/{id}',
      'GET /v1/sweeps/{id}/axes',
      'GET /v1/sweeps/{id}/cells',
      'GET /v1/sweeps/{id}/curves',
      'GET /v1/sweeps/{id}/diff/{other}',
      'GET /v1/sweeps/{id}/events',
      'GET /v1/sweeps/{id}/export',
      'GET /v1/sweeps/{id}/figures',
      'GET /v1/sweeps/{id}/figures/{name}.png',
      'GET /v1/sweeps/{id}/figures/{name}.svg',
      'GET /v1/sweeps/{id}/measures',
      'GET /v1/sweeps/{id}/report',
      'GET /v1/sweeps/{id}/report/tables',
      'GET /v1/sweeps/{id}/results',
      'GET /v1/sweeps/{id}/source',
      'GET /v1/sweeps/{id}/why',
      'GET /v1/webhooks',
      'GET /v1/webhooks/{id}/deliveries',
      'GET /v1/workers',
      'PATCH /v1/sweeps/{id}',
      'POST /v1/bulk-changes',
      'POST /v1/keys',
      'POST /v1/query',
      'POST /v1/session',
      'POST /v1/sweeps',
      'POST /v1/sweeps/{id}/archive',
      'POST /v1/sweeps/{id}/cancel',
      'POST /v1/sweeps/{id}/clone',
      'POST /v1/sweeps/{id}/extend',
      'POST /v1/sweeps/{id}/pause',
      'POST /v1/sweeps/{id}/resume',
      'POST /v1/sweeps/{id}/retry',
      'POST /v1/sweeps/{id}/unarchive',
      'POST /v1/webhooks',
      'POST /v1/webhooks/{id}/replay',
      'PUT /v1/projects/{name}',
    ]);
  });

  it('documents the purpose, the input and the answers of every route', () => {
    const operations = operationsOf();
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    const tags = document.tags.map(({ name }) => name);
    for (const { name, path, operation } of operations) {
      expect(operation.summary, name).toBeTruthy();
      expect(tags, name).toContain(operation.tags?.[0]);
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      const parameters = operation.parameters ?? [];
      expect(
        parameters.filter((each) => each.in === 'path').map((each) => each.name),
        name,
      ).toEqual(inPath);
      for (const parameter of parameters)
        expect(parameter.description, `${name} ${parameter.name}`).toBeTruthy();
      expect(operation.responses['default']?.content, name).toMatchObject({
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      });
      expect(
        Object.keys(operation.responses).some((status) => status.startsWith('2')),
        name,
      ).toBe(true);
      for (const response of Object.values(operation.responses))
        expect(response.description, name).not.toBe('Default Response');
    }
  });

  it('accepts a spec as JSON and as YAML', () => {
    const content = document.paths['/v1/sweeps']?.['post']?.requestBody?.content;
    expect(Object.keys(content ?? {})).toEqual(['application/json', 'application/yaml', 'text/yaml']);
    for (const { schema } of Object.values(content ?? {}))
      expect(schema).toEqual({ $ref: '#/components/schemas/SweepSpec' });
  });

  it('requires no parameter that has a default, and no body that is optional', () => {
    for (const { name, operation } of operationsOf())
      for (const { required, schema } of operation.parameters ?? [])
        if (schema.default !== undefined) expect(required, name).not.toBe(true);
    const bodies = operationsOf().filter(({ operation }) => operation.requestBody !== undefined);
    expect(bodies.map(({ name, operation }) => [name, operation.requestBody?.required])).toEqual([
      ['POST /v1/sweeps', true],
      ['PATCH /v1/sweeps/{id}', true],
      ['POST /v1/sweeps/{id}/retry', false],
      ['POST /v1/bulk-changes', true],
      ['POST /v1/sweeps/{id}/clone', false],
      ['POST /v1/sweeps/{id}/extend', true],
      ['POST /v1/query', true],
      ['POST /v1/webhooks', true],
      ['POST /v1/webhooks/{id}/replay', true],
      ['PUT /v1/projects/{name}', true],
      ['POST /v1/keys', true],
      ['POST /v1/session', true],
    ]);
  });

  it('has the type of each enum, and more than a summary for each operation', () => {
    const enums = [...schemasIn(document)].filter((schema) => 'enum' in schema);
    expect(enums.length).toBeGreaterThan(20);
    for (const schema of enums) expect(schema, JSON.stringify(schema)).toHaveProperty('type');
    for (const { name, operation } of operationsOf()) {
      expect(operation.description, name).toBeTruthy();
      expect(Object.keys(operation.responses), name).toEqual(expect.arrayContaining(['400', '421']));
    }
  });

  describe("by Redocly's recommended rules", () => {
    // Spectral's and Prism's checks are in infra/checks/openapi-tools.mjs: Spectral's packages weigh three times as much and
    // report to their maker when they are installed.
    const complaintsOf = async (candidate: object) => {
      const problems = await lintFromString({
        source: JSON.stringify(candidate),
        absoluteRef: 'openapi.json',
        config: await createConfig({ extends: ['recommended'] }),
      });
      return problems.map(({ ruleId, message, location }) => [ruleId, location[0]?.pointer ?? '', message]);
    };

    it('has no fault', async () => {
      await expect(complaintsOf(document)).resolves.toEqual([]);
    });

    it('has the planted faults', async () => {
      const operation = { operationId: 'getIndex', responses: { 200: { description: 'x' } } };
      const paths = { ...document.paths, '/twice/{id}': { get: operation } };
      const planted = { ...document, servers: undefined, paths };
      const rules = (await complaintsOf(planted)).map(([rule]) => rule);
      expect(rules).toEqual(
        expect.arrayContaining([
          'no-empty-servers',
          'operation-operationId-unique',
          'operation-summary',
          'operation-4xx-response',
          'path-parameters-defined',
        ]),
      );
    });
  });

  it('is available as YAML too', async () => {
    const response = await api.app.inject('/openapi.yaml');
    expect(response.headers['content-type']).toBe('application/yaml; charset=utf-8');
    expect(parse(response.body)).toEqual(document);
  });

  it('refers only to schemas that it has, and uses all of them', () => {
    const used = new Set([...referencesIn(document)].filter((each) => each.includes('/schemas/')));
    const names = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect([...used].sort()).toEqual(names.sort());
  });
});
