import { canonicalJson } from '@rote/domain';
import type { TSchema } from 'typebox';

/** Replaces every part of a value for which `replace` returns something, outer parts first. */
function replaceBelow(value: unknown, replace: (part: object) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => replacePart(item, replace));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replacePart(item, replace)]));
}

const replacePart = (part: unknown, replace: (part: object) => unknown): unknown =>
  (typeof part === 'object' && part !== null ? replace(part) : undefined) ?? replaceBelow(part, replace);

/** What tells most schemas apart at a glance: comparing each part of the document as a whole would take seconds. */
const lookOf = (schema: object): string =>
  `${'description' in schema ? String(schema.description) : ''} ${Object.keys(schema).sort().join()}`;

/**
 * Returns an OpenAPI document in which each named schema appears once, under `components`, and is referred to everywhere
 * else. TypeBox schemas are values that contain one another; a generated client wants names.
 */
export function nameSchemas<Document extends object>(
  document: Document,
  components: Readonly<Record<string, TSchema>>,
): Document {
  const names = new Map(Object.entries(components).map(([name, schema]) => [canonicalJson(schema), name]));
  const looks = new Set(Object.values(components).map(lookOf));
  const replace = (part: object): unknown => {
    const name = looks.has(lookOf(part)) ? names.get(canonicalJson(part)) : undefined;
    return name === undefined ? undefined : { $ref: `#/components/schemas/${name}` };
  };
  const named = replaceBelow(document, replace) as Document & { components?: object };
  const schemas = Object.fromEntries(
    Object.entries(components).map(([name, schema]) => [name, replaceBelow(schema, replace)]),
  );
  return { ...named, components: { ...named.components, schemas } };
}
