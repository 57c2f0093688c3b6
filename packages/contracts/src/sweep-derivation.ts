import { WrittenSweepSpec } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed } from './nullable.js';
import { SweepName } from './sweep-labels.js';
import { SweepPlan } from './sweep.js';

const anyObject = (description: string) =>
  Type.Unsafe<Readonly<Record<string, unknown>>>({ type: 'object', additionalProperties: true, description });

/** The body of a clone. */
export const SweepClone = anyObject(
  'a merge patch (RFC 7396) of the spec: null removes a field, an object is merged, anything else, lists included, replaces what was there',
);

/** The body of an extension. */
export const SweepExtension = Type.Object(
  {
    axes: Type.Unsafe<Readonly<Record<string, unknown>>>({
      type: 'object',
      minProperties: 1,
      additionalProperties: true,
      description: 'further values of axes that the grid has, as a sweep file writes them',
    }),
    name: Type.Optional(SweepName),
  },
  {
    ...closed,
    description: 'what to add to the grid of a sweep; the new sweep has its name unless it gets another',
  },
);

/** What a dry run of a clone or an extension answers. */
export const SweepDerivation = Type.Object(
  { spec: WrittenSweepSpec, plan: SweepPlan },
  { ...closed, description: 'the spec that would be submitted, and what that would do; nothing was written' },
);
export type SweepDerivation = Static<typeof SweepDerivation>;
