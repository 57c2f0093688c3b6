import { SPEC_EXAMPLE } from './examples.js';

/** A part of a JSON Schema, as far as examples depend on it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly minProperties?: number;
}

/** Texts that a reader recognizes, by the names of their fields. */
const BY_NAME: Readonly<Record<string, string>> = {
  name: 'true and random labels',
  notes: 'Compare with the first run.',
  sweep: 'true and random labels',
  architecture: 'mlp-1x512',
  engine: 'tfjs-node',
  host: 'gpu-1',
  error: 'lost-worker: the worker stopped answering',
  message: 'the worker stopped answering',
};

/** Texts for patterns. */
const TEXTS: readonly string[] = [
  '0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41',
  '3b1f8a4d5c6e7f90123456789abcdef0123456789abcdef0123456789abcdef0',
  '2026-11-29T10:15:00.000Z',
  '3f9a1c7be204',
  `rote_3f9a1c7be204_${'0'.repeat(64)}`,
];

/** Bodies that are no JSON. Binary ones have no example: OpenAPI writes examples as text. */
const BY_MEDIA_TYPE: Readonly<Record<string, string>> = {
  'text/csv': 'architecture,test_accuracy\r\nmlp-1x512,0.5\r\n',
  'application/x-ndjson': '{"architecture":"mlp-1x512","test_accuracy":0.5}\n',
  'text/html': '<!doctype html><title>Rote</title>',
  'image/svg+xml': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'application/yaml': 'name: true and random labels\n',
};

/** Returns an example of a body, or undefined for a binary one. */
export const exampleOfBody = (
  mediaType: string,
  schema: Schema,
  components: Readonly<Record<string, Schema>>,
): unknown => {
  const isDocument = /[/+]json$/.test(mediaType) || mediaType === 'text/event-stream';
  return isDocument ? exampleOf(schema, components) : BY_MEDIA_TYPE[mediaType];
};

const BY_FORMAT: Readonly<Record<string, string>> = {
  'date-time': '2026-11-29T10:15:00.000Z',
  uuid: '0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41',
  uri: 'https://example.org/rote',
};

function textOf({ format = '', pattern }: Schema, name: string): string {
  const known = BY_FORMAT[format];
  if (known !== undefined) return known;
  const texts = [...(BY_NAME[name] === undefined ? [] : [BY_NAME[name]]), ...TEXTS];
  if (pattern === undefined) return BY_NAME[name] ?? (name === '' ? 'text' : name);
  const expression = new RegExp(pattern, 'u');
  return [...texts, name].find((text) => expression.test(text)) ?? 'text';
}

function numberOf({ type, minimum, exclusiveMinimum, maximum, exclusiveMaximum }: Schema): number {
  const least = minimum ?? (exclusiveMinimum === undefined ? 0 : exclusiveMinimum + 1);
  const wanted = type === 'integer' ? Math.max(least, 4) : Math.max(least, 0.5);
  const most = maximum ?? (exclusiveMaximum === undefined ? wanted : exclusiveMaximum / 2);
  return Math.min(wanted, most);
}

const isNull = ({ type }: Schema): boolean => type === 'null';

/**
 * Returns a value that a schema allows, with every field that it knows.
 *
 * @param components the schemas that it may refer to, by their names
 */
function exampleOf(schema: Schema, components: Readonly<Record<string, Schema>>, name = ''): unknown {
  const inside = (other: Schema, its = name): unknown => exampleOf(other, components, its);
  if (schema.$ref !== undefined) {
    const component = schema.$ref.split('/').at(-1) ?? '';
    return component === 'SweepSpec' ? SPEC_EXAMPLE : inside(components[component] ?? {});
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined)
    return inside(schema.anyOf.find((each) => !isNull(each)) ?? { type: 'null' });
  if (schema.properties !== undefined)
    return Object.fromEntries(
      Object.entries(schema.properties).map(([field, property]) => [field, inside(property, field)]),
    );
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.find((each) => each !== 'null');
  if (type === 'array')
    return (
      schema.prefixItems?.map((item) => inside(item)) ??
      Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => inside(schema.items ?? {}))
    );
  if (type === 'object') return schema.minProperties === undefined ? {} : { seed: [1, 2] };
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return numberOf({ ...schema, type });
  if (type === 'null') return null;
  return textOf(schema, name);
}
