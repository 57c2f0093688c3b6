import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Fault } from './errors.js';

type Properties = Readonly<Record<string, TSchema>>;

const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a schema expects, in words: its description, or what can be said of its shape. */
function expectation(schema: TSchema): string {
  if ('description' in schema && typeof schema.description === 'string') return schema.description;
  if (Type.IsLiteral(schema)) return JSON.stringify(schema.const);
  if (Type.IsEnum(schema)) return schema.enum.join(', ');
  if (Type.IsUnion(schema)) return schema.anyOf.map(expectation).join(' or ');
  if (Type.IsArray(schema)) return `a list of ${expectation(schema.items)}`;
  if (Type.IsObject(schema)) return `an object with ${Object.keys(schema.properties).join(', ')}`;
  const bounds = schema as { type?: string; minimum?: number; maximum?: number };
  const range = [
    bounds.minimum === undefined ? undefined : `at least ${String(bounds.minimum)}`,
    bounds.maximum === undefined ? undefined : `at most ${String(bounds.maximum)}`,
  ].filter((part) => part !== undefined);
  const kind = bounds.type === 'integer' ? 'a whole number' : `a ${bounds.type ?? 'value'}`;
  return [kind, range.join(' and ')].filter((part) => part !== '').join(', ');
}

const found = (value: unknown): string => {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const isSaid = (properties: Properties, key: string, value: Readonly<Record<string, unknown>>): boolean =>
  Object.hasOwn(properties, key) && Value.Check(properties[key]!, value[key]);

/**
 * The object branch of a union that a value was meant for: the only one, or the one with the value's `kind` or `name`. Of
 * branches told apart by name, the first where none has it.
 */
function intendedBranch(branches: readonly TSchema[], value: unknown): TSchema | undefined {
  if (Array.isArray(value)) return branches.find((branch) => Type.IsArray(branch));
  if (!isObject(value)) return undefined;
  const objects = branches.filter((branch) => Type.IsObject(branch));
  return objects.length === 1
    ? objects[0]
    : (objects.find(
        (branch) => isSaid(branch.properties, 'kind', value) || isSaid(branch.properties, 'name', value),
      ) ?? objects.find((branch) => Object.hasOwn(branch.properties, 'name')));
}

function objectFaults(
  properties: Properties,
  required: readonly string[],
  closed: boolean,
  value: object,
  pointer: string,
): Fault[] {
  const given = value as Readonly<Record<string, unknown>>;
  const known = Object.keys(properties);
  const missing = required
    .filter((key) => !Object.hasOwn(given, key) || given[key] === undefined)
    .map((key) => ({
      pointer: `${pointer}/${escapePointer(key)}`,
      expected: `required: ${expectation(properties[key]!)}`,
    }));
  const wrong = Object.entries(given).flatMap(([key, item]): readonly Fault[] => {
    const at = `${pointer}/${escapePointer(key)}`;
    const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (schema !== undefined) return item === undefined ? [] : findFaults(schema, item, at);
    return closed ? [{ pointer: at, expected: `no such field here; there are ${known.join(', ')}` }] : [];
  });
  return [...missing, ...wrong];
}

/**
 * Every fault of a value against a schema, with what was expected there in words. TypeBox's own errors name each
 * branch of a union that did not match, and stop after eight; a person needs all faults, and one a place.
 *
 * @returns an empty list exactly where `Value.Check` holds
 */
export function findFaults(schema: TSchema, value: unknown, pointer = ''): readonly Fault[] {
  if (Value.Check(schema, value)) return [];
  const here: readonly Fault[] = [
    { pointer, expected: `expected ${expectation(schema)}, found ${found(value)}` },
  ];
  if (Type.IsUnion(schema)) {
    const branch = intendedBranch(schema.anyOf, value);
    return branch === undefined ? here : findFaults(branch, value, pointer);
  }
  if (Type.IsObject(schema) && isObject(value)) {
    const {
      properties,
      required = [],
      additionalProperties,
    } = schema as {
      properties: Properties;
      required?: readonly string[];
      additionalProperties?: unknown;
    };
    const inside = objectFaults(properties, required, additionalProperties === false, value, pointer);
    return inside.length > 0 ? inside : here;
  }
  if (Type.IsArray(schema) && Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const inside = items.flatMap((item, index) =>
      findFaults(schema.items, item, `${pointer}/${String(index)}`),
    );
    return inside.length > 0 ? inside : here;
  }
  return here;
}

/** Whether a value satisfies a schema. */
export const satisfiesSchema = <S extends TSchema>(schema: S, value: unknown): value is Static<S> =>
  Value.Check(schema, value);
