import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { COMPLETE_NAME, didYouMean, isWrittenAlike } from './did-you-mean.js';
import type { Fault } from './errors.js';
import { MAX_FAULTS } from './errors.js';

type Properties = Readonly<Record<string, TSchema>>;

export const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Caches a function of a schema. There are few schemas, but lists call it for every item. */
function once<Result>(compute: (schema: TSchema) => Result): (schema: TSchema) => Result {
  const known = new WeakMap<TSchema, Result>();
  return (schema) => {
    let result = known.get(schema);
    if (result === undefined) known.set(schema, (result = compute(schema)));
    return result;
  };
}

/** Forty times as fast as `Value.Check`, which takes half a second for a list of 100,000 items. */
const checkOf = once((schema) => {
  const compiled = Compile(schema);
  return (value: unknown): boolean => compiled.Check(value);
});

/** Describes a list with these items. */
const listExpectation = (items: string): string =>
  /^an? /.test(items) ? `a list, each item ${items}` : `a list of ${items}`;

/** Describes in words what a schema expects: its description, or else what its shape implies. */
const expectation = once((schema): string => {
  if ('description' in schema && typeof schema.description === 'string') return schema.description;
  if (Type.IsLiteral(schema)) return JSON.stringify(schema.const);
  if (Type.IsEnum(schema)) return schema.enum.join(', ');
  if (Type.IsUnion(schema)) return schema.anyOf.map(expectation).join(' or ');
  if (Type.IsArray(schema)) return listExpectation(expectation(schema.items));
  if (Type.IsObject(schema)) return `an object with ${Object.keys(schema.properties).join(', ')}`;
  const bounds = schema as { type?: string; minimum?: number; maximum?: number };
  const range = [
    bounds.minimum === undefined ? undefined : `at least ${String(bounds.minimum)}`,
    bounds.maximum === undefined ? undefined : `at most ${String(bounds.maximum)}`,
  ].filter((part) => part !== undefined);
  const kind = bounds.type === 'integer' ? 'a whole number' : `a ${bounds.type ?? 'value'}`;
  return [kind, range.join(' and ')].filter((part) => part !== '').join(', ');
});

/** The words that a schema accepts. Names that match a pattern do not count. */
const wordsOf = once((schema): readonly string[] => {
  if (Type.IsLiteral(schema)) return typeof schema.const === 'string' ? [schema.const] : [];
  if (Type.IsEnum(schema)) return schema.enum.filter((word) => typeof word === 'string');
  return Type.IsUnion(schema) ? schema.anyOf.flatMap(wordsOf) : [];
});

/** What completes a name that a schema rejects. */
const completerOf = (schema: TSchema): ((given: string) => string | undefined) =>
  (schema as { [COMPLETE_NAME]?: (given: string) => string | undefined })[COMPLETE_NAME] ?? (() => undefined);

const suggestionOf = (suggestion: string | undefined): { readonly suggestion?: string } =>
  suggestion === undefined ? {} : { suggestion };

/** Suggests a value for one that a schema rejects. */
const valueSuggestion = (given: unknown, schema: TSchema): { readonly suggestion?: string } =>
  typeof given === 'string'
    ? suggestionOf(completerOf(schema)(given) ?? didYouMean(given, wordsOf(schema)))
    : {};

/** A field somewhere in a schema, and how a spec writes the path to it. */
interface Place {
  readonly text: string;
  readonly schema: TSchema;
}

/** The objects that a schema takes, perhaps beside names. */
const objectsIn = (schema: TSchema): readonly (TSchema & { readonly properties: Properties })[] =>
  (Type.IsUnion(schema) ? schema.anyOf : [schema]).filter((each) => Type.IsObject(each));

/** The fields with a name inside the nested objects and lists of objects: `optimizer: { learningRate }`. */
const placesBelow = (properties: Properties, name: string): readonly Place[] =>
  Object.entries(properties).flatMap(([key, property]) => {
    const inner = Type.IsArray(property) ? property.items : property;
    const wrap = (text: string): string =>
      Type.IsArray(property) ? `${key}: [{ ${text} }]` : `${key}: { ${text} }`;
    return objectsIn(inner).flatMap(({ properties: fields }) =>
      placesIn(fields, name).map(({ text, schema }) => ({ text: wrap(text), schema })),
    );
  });

/** The field of an object with a name, or else the fields with that name nested below it. */
function placesIn(properties: Properties, name: string): readonly Place[] {
  const own = Object.keys(properties).find((key) => isWrittenAlike(key, name));
  return own === undefined ? placesBelow(properties, name) : [{ text: own, schema: properties[own]! }];
}

/** Where a misplaced field belongs; prefers a place where its value would be valid. */
function placeOf(name: string, value: unknown, properties: Properties): string | undefined {
  const places = placesIn(properties, name);
  return (places.find(({ schema }) => checkOf(schema)(value)) ?? places[0])?.text;
}

/**
 * Suggests the intended field: one with that name here, further down or from the top; otherwise one with similar
 * spelling.
 */
function fieldSuggestion(
  key: string,
  of: Readonly<Record<string, unknown>>,
  { properties, top }: { readonly properties: Properties; readonly top: TSchema },
): { readonly suggestion?: string } {
  const unused = Object.keys(properties).filter((each) => !Object.hasOwn(of, each));
  const spelledAlike = suggestionOf(didYouMean(key, unused));
  if (Object.keys(properties).some((each) => isWrittenAlike(each, key))) return spelledAlike;
  const below = placeOf(key, of[key], properties);
  if (below !== undefined) return { suggestion: below };
  const above = Type.IsObject(top) ? placeOf(key, of[key], top.properties) : undefined;
  return above === undefined ? spelledAlike : { suggestion: `${above} at the top level` };
}

const LONGEST_SHOWN = 60;
const MANY_ITEMS = 20;

/** What a value is, in a few words. */
export function found(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.length > MANY_ITEMS) return `a list of ${String(value.length)} items`;
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'nothing';
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 3)}…` : text;
}

const isSaid = (properties: Properties, key: string, value: Readonly<Record<string, unknown>>): boolean =>
  Object.hasOwn(properties, key) && checkOf(properties[key]!)(value[key]);

/** Of branches that may leave out their `kind`, the one with the most fields of a value; the first of several. */
function findWithoutKind(
  branches: readonly (TSchema & { readonly properties: Properties; readonly required?: readonly string[] })[],
  value: Readonly<Record<string, unknown>>,
): TSchema | undefined {
  const known = ({ properties }: { readonly properties: Properties }): number =>
    Object.keys(value).filter((key) => Object.hasOwn(properties, key)).length;
  const candidates = branches.filter(
    ({ properties, required = [] }) => Object.hasOwn(properties, 'kind') && !required.includes('kind'),
  );
  return candidates.toSorted((a, b) => known(b) - known(a))[0];
}

/**
 * The object branch of a union that a value was meant for: the only one, or the one with the value's `kind` or `name`.
 * If no branch has the value's name, the first of those that have one.
 */
function intendedBranch(branches: readonly TSchema[], value: unknown): TSchema | undefined {
  if (Array.isArray(value)) return branches.find((branch) => Type.IsArray(branch));
  if (!isObject(value)) return undefined;
  const objects = branches.filter((branch) => Type.IsObject(branch));
  return objects.length === 1
    ? objects[0]
    : (objects.find(
        (branch) => isSaid(branch.properties, 'kind', value) || isSaid(branch.properties, 'name', value),
      ) ??
        (Object.hasOwn(value, 'kind') ? undefined : findWithoutKind(objects, value)) ??
        objects.find((branch) => Object.hasOwn(branch.properties, 'name')));
}

/** What is wrong with a value: the first faults, and the number of further ones. */
export interface FaultSearch {
  readonly faults: readonly Fault[];
  /** Number of faults not listed; those within one list item count as one. */
  readonly more: number;
}

/** Collects faults, up to as many as a person reads. */
interface Sink {
  /** The schema of the whole value. */
  readonly top: TSchema;
  readonly faults: Fault[];
  more: number;
}

const isFull = ({ faults }: Sink): boolean => faults.length >= MAX_FAULTS;

function add(sink: Sink, fault: Fault): void {
  if (isFull(sink)) sink.more++;
  else sink.faults.push(fault);
}

function searchObject(
  schema: TSchema & { readonly properties: Properties },
  value: Readonly<Record<string, unknown>>,
  { pointer, sink }: { readonly pointer: string; readonly sink: Sink },
): void {
  const { properties, required = [] } = schema as {
    properties: Properties;
    required?: readonly string[];
    additionalProperties?: unknown;
  };
  const isClosed = 'additionalProperties' in schema && schema.additionalProperties === false;
  const known = Object.keys(properties);
  for (const key of required)
    if (!Object.hasOwn(value, key) || value[key] === undefined)
      add(sink, {
        pointer: `${pointer}/${escapePointer(key)}`,
        expected: expectation(properties[key]!),
        found: 'nothing',
      });
  for (const key of Object.keys(value)) {
    const at = `${pointer}/${escapePointer(key)}`;
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (property !== undefined) {
      if (value[key] !== undefined) search(property, value[key], { pointer: at, sink });
    } else if (isClosed) {
      if (isFull(sink)) {
        sink.more++;
        continue;
      }
      add(sink, {
        pointer: at,
        expected: `one of the fields ${known.join(', ')}`,
        found: JSON.stringify(key),
        ...fieldSuggestion(key, value, { properties, top: sink.top }),
      });
    }
  }
}

function search(
  schema: TSchema,
  value: unknown,
  { pointer, sink }: { readonly pointer: string; readonly sink: Sink },
): void {
  if (checkOf(schema)(value)) return;
  const before = sink.faults.length + sink.more;
  if (Type.IsUnion(schema)) {
    const branch = intendedBranch(schema.anyOf, value);
    if (branch !== undefined) search(branch, value, { pointer, sink });
  } else if (Type.IsObject(schema) && isObject(value)) {
    searchObject(schema, value, { pointer, sink });
  } else if (Type.IsArray(schema) && Array.isArray(value)) {
    const items: TSchema = schema.items;
    const isValid = checkOf(items);
    for (const [index, item] of value.entries()) {
      if (isValid(item)) continue;
      if (sink.faults.length < MAX_FAULTS)
        search(items, item, { pointer: `${pointer}/${String(index)}`, sink });
      else sink.more++;
    }
    const { minItems = 0 } = schema as { minItems?: number };
    if (value.length < minItems)
      add(sink, {
        pointer,
        expected: `a list of at least ${String(minItems)} item${minItems === 1 ? '' : 's'}`,
        found: found(value),
      });
  }
  if (sink.faults.length + sink.more === before)
    add(sink, {
      pointer,
      expected: expectation(schema),
      found: found(value),
      ...valueSuggestion(value, schema),
    });
}

/**
 * Finds what is wrong with a value: what the schema expected and what was found, in words. TypeBox's own errors name
 * every branch of a union that did not match and stop after eight; a person needs all faults, and one per place.
 */
export function searchFaults(schema: TSchema, value: unknown, pointer = ''): FaultSearch {
  const sink: Sink = { top: schema, faults: [], more: 0 };
  search(schema, value, { pointer, sink });
  return sink;
}

/** The first faults of a value. The list is empty if and only if the value satisfies the schema. */
export const findFaults = (schema: TSchema, value: unknown, pointer = ''): readonly Fault[] =>
  searchFaults(schema, value, pointer).faults;

/** Whether a value satisfies a schema. */
export const satisfiesSchema = <S extends TSchema>(schema: S, value: unknown): value is Static<S> =>
  checkOf(schema)(value);
