import { code, codeOf } from './markdown.mjs';

const BOUNDS = [
  ['minimum', (value) => `≥ ${value}`],
  ['exclusiveMinimum', (value) => `> ${value}`],
  ['maximum', (value) => `≤ ${value}`],
  ['exclusiveMaximum', (value) => `< ${value}`],
];

function nameNumber(schema) {
  const bounds = BOUNDS.filter(
    ([keyword]) => schema[keyword] !== undefined && schema[keyword] !== Number.MAX_SAFE_INTEGER,
  );
  const name = schema.type === 'integer' ? 'whole number' : 'number';
  return [name, bounds.map(([keyword, say]) => say(schema[keyword])).join(', ')]
    .filter((part) => part !== '')
    .join(' ');
}

/** Objects with more fields are not written out. */
const MAX_FIELDS = 8;

function nameObject({ properties = {} }) {
  const { kind } = properties;
  const fields = Object.keys(properties)
    .filter((name) => name !== 'kind')
    .map(code);
  if (fields.length === 0 || fields.length > MAX_FIELDS) return 'object';
  const constant = kind?.const ?? (kind?.enum?.length === 1 ? kind.enum[0] : undefined);
  if (constant !== undefined) return [code(`kind: ${constant}`), ...fields].join(', ');
  return kind === undefined
    ? `object of ${fields.join(', ')}`
    : `object of ${[code('kind'), ...fields].join(', ')}`;
}

/**
 * Describes a JSON Schema in a few words.
 *
 * @param linkTo returns what to write for a reference to another schema
 */
export function nameType(schema, linkTo) {
  if (schema.$ref !== undefined) return linkTo(schema.$ref);
  if (schema.const !== undefined) return codeOf(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => codeOf(value)).join(', ');
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return options.map((option) => nameType(option, linkTo)).join(' or ');
  if (schema.allOf !== undefined) return schema.allOf.map((part) => nameType(part, linkTo)).join(' and ');
  if (Array.isArray(schema.type))
    return schema.type.map((type) => nameType({ ...schema, type }, linkTo)).join(' or ');
  switch (schema.type) {
    case 'integer':
    case 'number':
      return nameNumber(schema);
    case 'array':
      return schema.items === undefined ? 'list' : `list of ${nameType(schema.items, linkTo)}`;
    case 'object':
      return nameObject(schema);
    case 'string':
      return schema.format === undefined ? 'text' : `text (${schema.format})`;
    default:
      return schema.type ?? 'anything';
  }
}
