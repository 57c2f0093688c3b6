import { SweepSpec } from '@rote/domain';
import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import { Nullable } from './nullable.js';
import { StorableText } from './storable-text.js';

const MAX_LABELS = 64;
const MAX_NOTES = 10_000;

/** A label's key: no sign that separates keys from values, in commands and in addresses. */
const KEY_PATTERN = '[A-Za-z0-9][A-Za-z0-9._/-]{0,62}';
const VALUE_LENGTH = 200;

const LabelValue = Type.String({
  ...StorableText('text of at most 200 characters'),
  maxLength: VALUE_LENGTH,
});

/** Written as JSON Schema, because the OpenAPI document keeps no `patternProperties`. */
const labelsOf = <Value>(value: TSchema, description: string) =>
  Type.Unsafe<Record<string, Value>>({
    type: 'object',
    additionalProperties: value,
    propertyNames: { pattern: `^${KEY_PATTERN}$` },
    maxProperties: MAX_LABELS,
    description,
  });

export const SweepLabels = labelsOf<string>(
  LabelValue,
  'labels by key: 1 to 63 letters, digits, dots, hyphens, underscores or slashes, and a text of at most 200 characters',
);
export type SweepLabels = Static<typeof SweepLabels>;

/** Labels of a merge patch (RFC 7396). */
export const LabelChanges = labelsOf<string | null>(
  Nullable(LabelValue, { description: 'text of at most 200 characters; null removes the label' }),
  'labels to set by key (1 to 63 letters, digits, dots, hyphens, underscores or slashes), each a text of at most 200 characters; null removes one, and others stay',
);

export const SweepNotes = Type.String({
  ...StorableText(`text of at most ${String(MAX_NOTES)} characters; empty for none`),
  maxLength: MAX_NOTES,
});

export const SweepName = SweepSpec.properties.name;

/** A label in an address: `key=value`, or `key` for any value. */
export const LabelQuery = Type.Array(
  Type.String({
    pattern: `^${KEY_PATTERN}(=[^\\u0000\\ud800-\\udfff]{0,${String(VALUE_LENGTH)}})?$`,
    description: 'key=value, or key for any value',
  }),
  {
    maxItems: MAX_LABELS,
    description: 'only sweeps with this label: key=value, or key for any value; repeat it for several labels',
  },
);
