/** What is read of a JSON Schema (draft 2020-12). */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

/** Follows a reference within the document. */
function followReference(root: JsonSchema, schema: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  let target: unknown = root;
  for (const key of schema.$ref.replace(/^#\/?/, '').split('/'))
    target = (target as Readonly<Record<string, unknown>> | undefined)?.[key];
  const own = Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$ref'));
  return { ...(target as JsonSchema | undefined), ...own };
}

/** The alternatives that a schema consists of. One without a description has that of the whole. */
function alternativesOf(root: JsonSchema, schema: JsonSchema): readonly JsonSchema[] {
  const { anyOf, oneOf, allOf, ...own } = followReference(root, schema);
  const parts = [...(anyOf ?? []), ...(oneOf ?? []), ...(allOf ?? [])];
  if (parts.length === 0) return [own];
  const below = parts.flatMap((part) => alternativesOf(root, part));
  const all = own.properties === undefined && own.items === undefined ? below : [own, ...below];
  const { description } = own;
  return description === undefined ? all : all.map((each) => ({ description, ...each }));
}

/** Returns the alternatives at a path into a value. */
export function schemasAt(root: JsonSchema, path: readonly (string | number)[]): readonly JsonSchema[] {
  let schemas = alternativesOf(root, root);
  for (const key of path)
    schemas = schemas
      .flatMap((schema) => partsAt(schema, key))
      .flatMap((schema) => alternativesOf(root, schema));
  return schemas;
}

function partsAt(
  { properties, additionalProperties, items, prefixItems }: JsonSchema,
  key: string | number,
): readonly JsonSchema[] {
  if (typeof key === 'number') {
    const item = prefixItems?.[key] ?? items;
    return item === undefined ? [] : [item];
  }
  const own = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
  if (own !== undefined) return [own];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}

const wordsOf = ({ enum: words = [], const: word }: JsonSchema): readonly unknown[] =>
  word === undefined ? words : [word];

/** Whether a mapping that already has these values may still be of a schema. */
function mayBe({ properties }: JsonSchema, values: ReadonlyMap<string, string>): boolean {
  if (properties === undefined) return false;
  return [...values].every(([key, value]) => {
    if (!Object.hasOwn(properties, key)) return false;
    const words = wordsOf(properties[key]!);
    return words.length === 0 || value === '' || words.some((word) => String(word) === value);
  });
}

/** The words that one of the schemas accepts as a value, each with what is said of it. */
export function wordsIn(schemas: readonly JsonSchema[]): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const schema of schemas) {
    const isBoolean = schema.type === 'boolean';
    for (const word of isBoolean ? [true, false] : wordsOf(schema))
      if (!words.has(String(word))) words.set(String(word), schema.description ?? '');
  }
  return words;
}

/** The keys that a mapping may still have, each with its schema. */
export function keysIn(
  schemas: readonly JsonSchema[],
  siblings: ReadonlyMap<string, string>,
): ReadonlyMap<string, JsonSchema> {
  const keys = new Map<string, JsonSchema>();
  const mappings = schemas.filter(({ properties }) => properties !== undefined);
  const fitting = mappings.filter((schema) => mayBe(schema, siblings));
  for (const { properties = {} } of fitting.length > 0 ? fitting : mappings)
    for (const [key, schema] of Object.entries(properties))
      if (!siblings.has(key) && !keys.has(key)) keys.set(key, schema);
  return keys;
}

/** Says what a schema takes, in few words: `list`, `number`, `text`. */
export function kindOf(root: JsonSchema, schema: JsonSchema): string {
  const kinds = alternativesOf(root, schema).map(({ type, enum: words, const: word }) =>
    words !== undefined || word !== undefined ? 'word' : KINDS[String(type)],
  );
  return [...new Set(kinds.filter((kind) => kind !== undefined))].slice(0, 2).join(' or ');
}

const KINDS: Readonly<Record<string, string | undefined>> = {
  array: 'list',
  object: 'fields',
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
};
