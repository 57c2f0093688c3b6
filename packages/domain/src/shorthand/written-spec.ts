import type { TProperties, TSchema } from 'typebox';
import { Type } from 'typebox';
import { PRESET_NAMES } from '../presets/index.js';
import { closed } from '../spec-parts.js';
import { GridSpec, SweepSpec, TrainingSpec } from '../sweep-spec.js';
import { Range } from './range.js';

const isNumeric = (schema: TSchema): boolean => Type.IsNumber(schema) || Type.IsInteger(schema);

/** A schema of a value of an axis, with a range in place of each of its numbers. */
function withRanges(schema: TSchema): TSchema {
  if (isNumeric(schema)) return Type.Union([schema, Range], descriptionOf(schema));
  if (Type.IsUnion(schema)) {
    const branches = schema.anyOf.map((branch) => (isNumeric(branch) ? branch : withRanges(branch)));
    return { ...schema, anyOf: schema.anyOf.some(isNumeric) ? [...branches, Range] : branches };
  }
  if (!Type.IsObject(schema)) return schema;
  const properties = Object.entries<TSchema>(schema.properties).map(([key, property]) => [
    key,
    withRanges(property),
  ]);
  return { ...schema, properties: Object.fromEntries(properties) as TProperties };
}

const descriptionOf = (schema: TSchema): { readonly description?: string } =>
  'description' in schema && typeof schema.description === 'string'
    ? { description: schema.description }
    : {};

/** The schema of an axis: a list of values, or a range. */
function writtenAxis(axis: TSchema): TSchema {
  const list = Type.IsUnion(axis) ? axis.anyOf.find((branch) => Type.IsArray(branch)) : axis;
  if (list === undefined || !Type.IsArray(list)) return axis;
  const items = withRanges(list.items);
  const takesNumbers = Type.IsUnion(items) && items.anyOf.includes(Range);
  const written = { ...list, items } as TSchema;
  return takesNumbers ? Type.Union([written, Range], descriptionOf(axis)) : written;
}

const AXES = Object.entries<TSchema>(GridSpec.properties);
const optional = (schema: TSchema): TSchema => Type.Optional(schema);

const presetOf = (part: keyof typeof PRESET_NAMES, description: string): TSchema => {
  const Name = Type.Enum([...PRESET_NAMES[part]]);
  return optional(
    part === 'sweep'
      ? Type.Enum([...PRESET_NAMES[part]], { description })
      : Type.Union([Name, Type.Array(Name)], { description }),
  );
};

/** Any values of any axis, which `readSweepSpec` checks as those of the grid's own axes. */
const AnyAxes: TProperties = Object.fromEntries<TSchema>(
  AXES.map(([axis]) => [axis, optional(Type.Union([Type.Array(Type.Unknown()), Range]))]),
);
const ZipGroup = Type.Object(AnyAxes, { ...closed, minProperties: 2 });

const shorthand = {
  zip: optional(
    Type.Union([ZipGroup, Type.Array(ZipGroup)], {
      description:
        'axes that advance together instead of being combined: the first value of each, the second of each, and so on; a list of such groups combines the groups',
    }),
  ),
  conditional: optional(
    Type.Array(
      Type.Object({ ...AnyAxes, if: Type.Object(AnyAxes, { ...closed, minProperties: 1 }) }, closed),
      {
        description:
          'further values of axes, each only for the combinations that have one of the values listed in its if',
      },
    ),
  ),
};

const writtenAxes: TProperties = Object.fromEntries<TSchema>(
  AXES.map(([axis, schema]) => [axis, optional(writtenAxis(schema))]),
);
/** None of its axes is required here, because its zip may have an axis that is. */
const WrittenGrid = Type.Object(
  {
    ...writtenAxes,
    ...shorthand,
    preset: presetOf('grid', 'axes by the names of their values; a list of presets has those of each'),
  },
  closed,
);
const WrittenTraining = Type.Object(
  {
    ...TrainingSpec.properties,
    preset: presetOf('training', 'a way of training by its name; of several, a later one has precedence'),
  },
  closed,
);
const { required, ...unconditional } = SweepSpec;

/** For schemas that editors read: a sweep without a preset has what is required. OpenAPI's tools do not read `if`. */
export const REQUIRED_WITHOUT_PRESET = { if: { not: { required: ['preset'] } }, then: { required } };

/**
 * The schema of a sweep spec as people write it, with presets, ranges, `zip` and `conditional`. `readSweepSpec` also checks what
 * a schema cannot express, and returns a `SweepSpec`, which satisfies this schema too.
 */
export const WrittenSweepSpec = Type.Unsafe<SweepSpec>({
  ...unconditional,
  properties: {
    preset: presetOf('sweep', 'a whole sweep by its name; whatever the file says itself has precedence'),
    ...SweepSpec.properties,
    training: optional(WrittenTraining),
    grid: WrittenGrid,
    include: optional({ ...SweepSpec.properties.include, items: WrittenGrid }),
    exclude: optional({
      ...SweepSpec.properties.exclude,
      items: Type.Object(writtenAxes, closed),
    }),
  },
});
