import { FAILURE_CLASSES, PRIORITY } from '@rote/domain';
import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import { CellIdInput } from './identifiers.js';
import { closed } from './nullable.js';
import { StorableText } from './storable-text.js';
import { Sweep } from './sweep.js';
import { LabelChanges, SweepName, SweepNotes } from './sweep-labels.js';

/** The body of a PATCH of a sweep: a merge patch (RFC 7396) of these fields. */
export const SweepPatch = Type.Object(
  {
    name: Type.Optional(SweepName),
    notes: Type.Optional(SweepNotes),
    labels: Type.Optional(LabelChanges),
    priority: Type.Optional(Type.Integer(PRIORITY)),
  },
  {
    ...closed,
    minProperties: 1,
    description: 'what to change of a sweep, all or nothing; its spec stays as it was submitted',
  },
);
export type SweepPatch = Static<typeof SweepPatch>;

/** Header names are lower case, as Node gives them; other headers pass. */
export const PatchHeaders = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1000,
      description:
        'an ETag of GET /v1/sweeps/{id}: change it only if name, notes, labels, priority and archiving are still as they were then. Cells that have ended since do not matter',
    }),
  ),
});

const oneOf = <S extends TSchema>(item: S, description: string) =>
  Type.Optional(Type.Array(item, { minItems: 1, description }));

export const RetryFilter = Type.Object(
  {
    failureClass: oneOf(
      Type.Enum([...FAILURE_CLASSES]),
      `a list of ${FAILURE_CLASSES.join(', ')}: how the last attempt failed`,
    ),
    architecture: oneOf(
      StorableText('the name of an architecture'),
      'a list of architectures, as results name them',
    ),
    corruption: oneOf(
      StorableText('the name of a corruption'),
      'a list of corruptions, as results name them',
    ),
    regularizer: oneOf(
      StorableText('the name of a regularizer'),
      'a list of regularizers, as results name them',
    ),
    seed: oneOf(
      Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
      'a list of seeds: whole numbers from 0',
    ),
    cells: oneOf(CellIdInput, 'a list of whole cell ids: 64 hexadecimal digits each, in either case'),
  },
  {
    ...closed,
    description:
      'which failed cells: those that match one value of every given list; all if there is no list',
  },
);
export type RetryFilter = Static<typeof RetryFilter>;

export const SweepRetry = Type.Object(
  {
    retried: Type.Integer({ minimum: 0, description: 'cells that will be tried again' }),
    sweep: Sweep,
  },
  { ...closed, description: 'what retrying a sweep did' },
);
export type SweepRetry = Static<typeof SweepRetry>;

export const DeletionQuery = Type.Object(
  {
    dryRun: Type.Optional(
      Type.Boolean({ default: false, description: 'true or false: only count what would be deleted' }),
    ),
  },
  closed,
);

const count = (description: string) => Type.Integer({ minimum: 0, description });

/** The answer to a dry run of a deletion. */
export const DeletionPlan = Type.Object(
  {
    cells: count('cells of the sweep'),
    sharedCells: count('those that other sweeps contain: they stay, with their results'),
    results: count('results of the others, which would be deleted with their learning curves'),
    attempts: count('attempts of the others'),
  },
  { ...closed, description: 'what deleting a sweep would delete besides the sweep itself' },
);
export type DeletionPlan = Static<typeof DeletionPlan>;
