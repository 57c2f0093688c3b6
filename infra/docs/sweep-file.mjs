import {
  DATASETS,
  expandSweep,
  PRESETS,
  Range,
  REQUIRED_WITHOUT_PRESET,
  SweepSpec,
  WrittenSweepSpec,
} from '@rote/domain';
import { Value } from 'typebox/value';
import { stringify } from 'yaml';
import { code, GENERATED, table } from './markdown.mjs';
import { nameType } from './name-type.mjs';
import { SWEEP_FIELDS } from './sweep-fields.mjs';

/** Axes of the grid that are fields of `training`, where they are described. */
const isTrainingAxis = (name) => Object.hasOwn(SweepSpec.properties.training.properties, name);

/** Seeds for single purposes, whose values are those of `grid.seed`. */
const isOtherSeed = (path) => /^grid\.\w+Seed$/.test(path);

const kindOf = ({ properties }) => properties?.kind?.const ?? properties?.kind?.enum?.[0];

/** Every field of the spec: its path, such as `grid.architecture(mlp).depth`, and its schema. */
function* fieldsOf(schema, prefix) {
  if (schema.anyOf !== undefined) {
    for (const option of schema.anyOf) yield* fieldsOf(option, prefix);
    return;
  }
  if (schema.type === 'array' && /^grid\.\w+$/.test(prefix)) yield* fieldsOf(schema.items, prefix);
  if (schema.type !== 'object') return;
  const kind = kindOf(schema);
  const place = kind === undefined ? prefix : `${prefix}(${kind})`;
  for (const [name, property] of Object.entries(schema.properties)) {
    if (name === 'kind' || (prefix === 'grid' && isTrainingAxis(name))) continue;
    const path = place === '' ? name : `${place}.${name}`;
    yield { path, schema: property, isRequired: schema.required?.includes(name) === true };
    if (!['include', 'exclude'].includes(path) && !isOtherSeed(path)) yield* fieldsOf(property, path);
  }
}

function collectFields() {
  const fields = new Map();
  for (const field of fieldsOf(SweepSpec, '')) {
    const known = fields.get(field.path);
    if (known === undefined) fields.set(field.path, { ...field, schemas: [field.schema] });
    else {
      known.schemas.push(field.schema);
      known.isRequired &&= field.isRequired;
    }
  }
  const missing = [...fields.keys()].filter((path) => !Object.hasOwn(SWEEP_FIELDS, path));
  const unknown = Object.keys(SWEEP_FIELDS).filter((path) => !fields.has(path));
  if (missing.length + unknown.length > 0)
    throw new Error(
      `infra/docs/sweep-fields.mjs: missing ${missing.join(', ')}; unknown ${unknown.join(', ')}`,
    );
  for (const [path, { schemas }] of fields)
    if (!schemas.some((schema) => Value.Check(schema, SWEEP_FIELDS[path].example)))
      throw new Error(`infra/docs/sweep-fields.mjs: the schema rejects the example of ${path}`);
  return [...fields.values()];
}

/** The cell whose values are all defaults. */
function resolveDefaults() {
  const spec = { name: 'defaults', dataset: 'synthetic', grid: { architecture: ['mlp-1x8'] } };
  for (const { cell } of expandSweep(spec)) return cell;
  throw new Error('a sweep of one cell has a cell');
}

function typeOf({ schemas, path }) {
  const [{ items }] = schemas;
  // For a union of names and objects, its own description is the shortest.
  if (/^grid\.\w+$/.test(path) && items?.anyOf !== undefined && items.description !== undefined)
    return `list of ${items.description}`;
  return [...new Set(schemas.map((schema) => nameType(schema)))].join(' or ');
}

function fallbackOf({ path, isRequired }, defaults) {
  const { fallback } = SWEEP_FIELDS[path];
  if (typeof fallback === 'function') return code(String(fallback(defaults)));
  return fallback ?? (isRequired ? 'required' : '');
}

const exampleOf = ({ path }) =>
  code(stringify(SWEEP_FIELDS[path].example, { collectionStyle: 'flow', lineWidth: 0 }).trim());

/** The schema with the meanings as descriptions, for editors. */
function describeSchema(schema, prefix = '') {
  if (schema === Range) return { $ref: '#/$defs/range' };
  if (schema.anyOf !== undefined)
    return { ...schema, anyOf: schema.anyOf.map((option) => describeSchema(option, prefix)) };
  if (schema.type === 'array' && schema.items !== undefined)
    return {
      ...schema,
      items: describeSchema(schema.items, /^(include|exclude)$/.test(prefix) ? 'grid' : prefix),
    };
  if (schema.type !== 'object') return schema;
  const kind = kindOf(schema);
  const place = kind === undefined ? prefix : `${prefix}(${kind})`;
  const properties = Object.entries(schema.properties).map(([name, property]) => {
    const path =
      prefix === 'grid' && isTrainingAxis(name)
        ? `training.${name}`
        : place === ''
          ? name
          : `${place}.${name}`;
    const described = describeSchema(property, path);
    const meaning = SWEEP_FIELDS[path]?.meaning;
    if (meaning === undefined) return [name, described];
    const expected = property.description;
    return [
      name,
      { ...described, description: expected === undefined ? meaning : `${meaning} Expected: ${expected}.` },
    ];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

const SECTIONS = [
  ['The sweep', (path) => /^(name|priority|device|keepWeights|timeLimitSeconds)$/.test(path)],
  ['dataset', (path) => /^dataset/.test(path)],
  ['grid', (path) => /^grid(\.\w+)?$/.test(path)],
  ['Ranges of seeds', (path) => /^grid\.seed\./.test(path)],
  ['Values of corruption', (path) => /^grid\.corruption./.test(path)],
  ['Values of regularizer', (path) => /^grid\.regularizer./.test(path)],
  ['Values of architecture', (path) => /^grid\.architecture./.test(path)],
  ['include and exclude', (path) => /^(include|exclude)$/.test(path)],
  ['training', (path) => /^training/.test(path)],
  ['measures', (path) => /^measures/.test(path)],
];

/** What the labels of data sets stand for, for rows of `transitions` and of confusion counts. */
const CLASS_NAMES = Object.entries(DATASETS)
  .filter(([, { classNames }]) => classNames !== undefined)
  .map(([name, { classNames }]) => {
    const names = classNames.map((className, label) => `${label} ${className}`);
    return `- ${code(name)}: ${names.join(', ')}`;
  });

/** Each form of a range, and an example of it in words. */
const RANGES = Range.anyOf.map(({ description }) => {
  const [form, ...numbers] = description.split('}');
  return [code(`${form}}`), numbers.join('}').replace(/^[:,] /, '')];
});

const PRESET_ROWS = PRESETS.map(({ name, part, title, source }) => [code(name), part, title, source]);

/** Writes docs/reference/sweep-file.md, and the JSON Schema that the examples name. */
export async function describeSweepFile() {
  const fields = collectFields();
  const defaults = resolveDefaults();
  const left = fields.filter(({ path }) => !SECTIONS.some(([, holds]) => holds(path)));
  if (left.length > 0)
    throw new Error(`no section of the page contains ${left.map(({ path }) => path).join(', ')}`);
  const sections = SECTIONS.map(([title, holds]) => {
    const rows = fields
      .filter(({ path }) => holds(path))
      .map((field) => [
        code(field.path.replace(/^grid\.(?=.*[(.])/, '')),
        typeOf(field),
        fallbackOf(field, defaults),
        SWEEP_FIELDS[field.path].meaning,
        exampleOf(field),
      ]);
    return `## ${title}\n\n${table(['field', 'type', 'default', 'meaning', 'example'], rows)}`;
  });
  const text = `${GENERATED}

# The sweep file

A sweep file is YAML or JSON. Unknown fields, duplicate keys and values out of bounds are errors; all of them are
reported at once. [Writing sweeps](../guide/writing-sweeps.md) explains how the parts work together. For completion and
checks in an editor with the YAML language server, start a file with this line, as the files of
[examples/](../../examples) do:

\`\`\`yaml
# yaml-language-server: $schema=../docs/reference/sweep.schema.json
\`\`\`

\`(mlp)\` in a field's name means that it belongs to the object with \`kind: mlp\`.

${sections.join('\n\n')}

## Shorthand

A **range** may stand in place of the list of an axis of numbers, as one of its items, or in place of a number inside an item. Its
numbers have at most 12 significant digits, so they are those that you would write.

${table(['form', 'numbers'], RANGES)}

A grid, and each grid of \`include\`, may also have \`zip\` and \`conditional\`. [Writing
sweeps](../guide/writing-sweeps.md#shorthand) has examples.

## Presets

A part says where the name may stand: in \`preset\` at the top of a file, in \`preset\` of a grid, or in \`training.preset\`; the last two
take a list of names, too. \`rote presets NAME\` prints the values. [Writing sweeps](../guide/writing-sweeps.md#presets) has an example.

${table(['preset', 'part', 'what it is', 'source'], PRESET_ROWS)}

## Labels

Rows and columns of \`transitions\`, and of \`confusion\` in \`cell_results\`, are numbered as the labels of the data set, from 0:

${CLASS_NAMES.join('\n')}
`;
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A sweep of Rote',
    ...describeSchema(WrittenSweepSpec),
    ...REQUIRED_WITHOUT_PRESET,
    $defs: { range: Range },
  };
  return {
    'docs/reference/sweep-file.md': text,
    'docs/reference/sweep.schema.json': `${JSON.stringify(schema, null, 2)}\n`,
  };
}
