import { BULK_ACTIONS, SweepSpec } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { SweepId, SweepIdInput, UUID_INPUT_PATTERN } from './identifiers.js';
import { closed, Instant, Nullable } from './nullable.js';
import { SweepPageQuery } from './paging.js';
import { LabelChanges } from './sweep-labels.js';

const MAX_SWEEPS = 10_000;

const { state, name, project, label, search } = SweepPageQuery.properties;

const BulkActionName = Type.Enum([...BULK_ACTIONS], {
  description: `${BULK_ACTIONS.join(', ')}: what is done to each sweep`,
});

/** Sweeps that match every given field. */
const BulkFilter = Type.Object(
  {
    sweeps: Type.Optional(
      Type.Array(SweepIdInput, {
        maxItems: MAX_SWEEPS,
        description: `at most ${String(MAX_SWEEPS)} sweep ids: only these`,
      }),
    ),
    state,
    name,
    project,
    label,
    search,
    archived: Type.Optional(
      Type.Enum(['false', 'true', 'any'], {
        description: 'false, true or any: whether archived sweeps match. Default: false; for unarchive, true',
      }),
    ),
  },
  { ...closed, description: 'the sweeps: those that match every field, and all if there is none' },
);

export const BulkChange = Type.Object(
  {
    action: BulkActionName,
    filter: BulkFilter,
    priority: Type.Optional({
      ...SweepSpec.properties.priority,
      description: 'the new priority; of prioritize',
    }),
    labels: Type.Optional(LabelChanges),
    expected: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        description:
          'how many sweeps a dry run has found; if it is another number now, nothing is changed. Omit it to change whatever matches',
      }),
    ),
  },
  { ...closed, description: 'a change of many sweeps: those that match and that the action would change' },
);
export type BulkChange = Static<typeof BulkChange>;

const count = (description: string) => Type.Integer({ minimum: 0, description });

/** The answer to a dry run. */
export const BulkPlan = Type.Object(
  {
    action: BulkActionName,
    sweeps: count('sweeps that would be changed'),
    cells: count(
      'their cells that the action is about, each once: those that have not ended, or for retry, those that failed',
    ),
  },
  { ...closed, description: 'what a bulk change would reach' },
);
export type BulkPlan = Static<typeof BulkPlan>;

export const BulkProgress = Type.Object(
  {
    id: Type.String({ format: 'uuid', description: 'the id of the bulk change' }),
    action: BulkActionName,
    createdAt: Instant('when it was asked for; its sweeps were chosen then'),
    endedAt: Nullable(Instant('when its last sweep was done or refused'), {
      description: 'when its last sweep was done or refused; null until then',
    }),
    sweeps: count('sweeps in all'),
    waiting: count('sweeps that are not changed yet'),
    done: count('sweeps that are changed'),
    refused: count('sweeps that could not be changed'),
    refusals: Type.Array(
      Type.Object(
        { sweep: SweepId, message: Type.String({ description: 'why' }) },
        { ...closed, description: 'a sweep that could not be changed' },
      ),
      { description: 'the first hundred that could not be changed' },
    ),
  },
  { ...closed, description: 'how far a bulk change has come' },
);
export type BulkProgress = Static<typeof BulkProgress>;

export const BulkPath = Type.Object(
  { id: Type.String({ pattern: UUID_INPUT_PATTERN, description: 'the id of a bulk change, a UUID' }) },
  closed,
);

export const BulkQuery = Type.Object(
  {
    dryRun: Type.Optional(
      Type.Boolean({ default: false, description: 'true or false: only count what would be changed' }),
    ),
  },
  closed,
);
