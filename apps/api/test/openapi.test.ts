import { beforeAll, describe, expect, it } from 'vitest';
import { startTestApi } from './support/test-api.js';

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly description?: string;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, unknown>> }>
  >;
}

interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
  readonly tags: readonly { readonly name: string }[];
}

let document: OpenApi;
beforeAll(async () => {
  const api = await startTestApi();
  document = (await api.app.inject('/openapi.json')).json();
  await api.close();
});

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

describe('/openapi.json', () => {
  it('lists every route', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(
      operationsOf()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'GET /',
      'GET /healthz',
      'GET /readyz',
      'GET /v1/cells/{id}',
      'GET /v1/cells/{id}/curve',
      'GET /v1/queues',
      'GET /v1/sweeps',
      'GET /v1/sweeps/{id}',
      'GET /v1/sweeps/{id}/cells',
      'GET /v1/sweeps/{id}/figures',
      'GET /v1/sweeps/{id}/figures/{name}.png',
      'GET /v1/sweeps/{id}/figures/{name}.svg',
      'GET /v1/sweeps/{id}/report',
      'GET /v1/sweeps/{id}/report/tables',
      'GET /v1/sweeps/{id}/results',
      'GET /v1/workers',
      'PATCH /v1/sweeps/{id}',
      'POST /v1/sweeps',
      'POST /v1/sweeps/{id}/cancel',
      'POST /v1/sweeps/{id}/pause',
      'POST /v1/sweeps/{id}/resume',
      'POST /v1/sweeps/{id}/retry',
    ]);
  });

  it('says of each route what it is for, what it takes and what it answers', () => {
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
      expect(operation.responses['default']?.content, name).toEqual({
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

  it('takes a spec as JSON and as YAML', () => {
    const content = document.paths['/v1/sweeps']?.['post']?.requestBody?.content;
    const schema = { $ref: '#/components/schemas/SweepSpec' };
    expect(content).toEqual({
      'application/json': { schema },
      'application/yaml': { schema },
      'text/yaml': { schema },
    });
  });

  it('refers only to schemas that it has, and has none that it does not use', () => {
    const used = new Set(referencesIn(document));
    const names = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect([...used].sort()).toEqual(names.sort());
  });
});
