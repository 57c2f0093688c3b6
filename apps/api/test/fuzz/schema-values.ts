import fc from 'fast-check';
import type { Schema } from './operations.js';

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A schema of whatever no keyword limits. */
const anything = (): fc.Arbitrary<unknown> =>
  fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.boolean(), fc.constant(null));

function textOf({ pattern, format, minLength, maxLength }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  const bounds = {
    minLength: Number(minLength ?? 0),
    maxLength: Math.min(Number(maxLength ?? 12), Number(minLength ?? 0) + 12),
  };
  if (typeof pattern !== 'string') return fc.string(bounds);
  // fast-check cannot look ahead, and has no escapes of surrogates.
  if (/\(\?|\\ud/i.test(pattern)) return fc.string({ ...bounds, unit: 'grapheme' });
  return fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: Math.max(100, bounds.maxLength) });
}

function numberOf(schema: Schema): fc.Arbitrary<number> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const low = Number(minimum ?? exclusiveMinimum ?? -1e6);
  const high = Math.max(low, Number(maximum ?? exclusiveMaximum ?? Math.max(1e6, low * 2)));
  const within =
    schema['type'] === 'integer'
      ? fc.integer({ min: Math.ceil(low), max: Math.floor(Math.min(high, Number.MAX_SAFE_INTEGER)) })
      : fc.double({ min: low, max: high, noNaN: true });
  // Small ones are far more often what a person sends, and what costs little.
  const small = fc.integer({
    min: Math.max(Math.ceil(low), 0),
    max: Math.max(Math.ceil(low), Math.min(high, 4)),
  });
  return fc.oneof({ weight: 3, arbitrary: small }, { weight: 1, arbitrary: within });
}

function objectOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const required = list(schema['required']).map(String);
  const named = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, valueOf(each, depth + 1)])),
    { requiredKeys: required },
  );
  const extra = schema['additionalProperties'];
  const others = schema['patternProperties'] ?? (typeof extra === 'object' ? { '': extra } : {});
  const [other] = Object.values(others) as Schema[];
  if (other === undefined) return named;
  const named_ = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/), valueOf(other, depth + 1), {
    maxKeys: 2,
  });
  return fc.tuple(named, named_).map(([known, further]) => ({ ...further, ...(known as object) }));
}

/** Returns values that fit a schema, except perhaps for keywords that no value is likely to violate. */
export function valueOf(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const choices = list(schema['anyOf'] ?? schema['oneOf']) as readonly Schema[];
  if (choices.length > 0) return fc.oneof(...choices.map((choice) => valueOf(choice, depth)));
  const { type } = schema;
  if (type === 'string') return textOf(schema);
  if (type === 'integer' || type === 'number') return numberOf(schema);
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type === 'array' && Array.isArray(schema['prefixItems']))
    return fc.tuple(...(schema['prefixItems'] as Schema[]).map((item) => valueOf(item, depth + 1)));
  if (type === 'array') {
    const minLength = Number(schema['minItems'] ?? 0);
    const maxLength = Math.min(Number(schema['maxItems'] ?? 2), Math.max(minLength, 2));
    return fc.array(valueOf((schema['items'] ?? {}) as Schema, depth + 1), { minLength, maxLength });
  }
  return type === 'object' ? objectOf(schema, depth) : anything();
}
