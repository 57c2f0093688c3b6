import type { Static, TInteger, TOptional } from 'typebox';
import { Type } from 'typebox';
import { CellState } from './cell-state.js';
import { SweepIdInput } from './identifiers.js';
import { closed, descriptionOf, Nullable } from './nullable.js';
import { RESULT_FORMATS } from './result-formats.js';
import { ProjectName } from './project.js';
import { StorableText } from './storable-text.js';
import { LabelQuery } from './sweep-labels.js';
import { SweepState } from './sweep-state.js';

export const MAX_PAGE = 1000;
export const DEFAULT_PAGE = 100;

/** The largest `integer` in PostgreSQL, which stores positions in lists. */
const MAX_PLACE = 2 ** 31 - 1;

/** The parameter that bounds a page. */
export const Limit = (most: number, usual: number): TOptional<TInteger> =>
  Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: most,
      default: usual,
      description: `a whole number from 1 to ${String(most)}: the most items of a page`,
    }),
  );

export const Cursor = Type.Optional(
  Type.String({
    pattern: '^[A-Za-z0-9_-]{1,100}$',
    description: 'the nextCursor of the previous page; omit it for the first page',
  }),
);

/** What leads from one page to the next. */
export const PAGE_LINKS = {
  next: Nullable(Type.String(), {
    description: 'address of the next page, for programs that follow links; null on the last',
  }),
  nextCursor: Nullable(Type.String(), {
    description: 'the value of the parameter cursor for the next page; null on the last',
  }),
} as const;

/**
 * Pages continue from a position in the order, not a page number, so that nothing is skipped or repeated while cells
 * arrive.
 */
export const SweepPageQuery = Type.Object(
  {
    limit: Limit(MAX_PAGE, DEFAULT_PAGE),
    cursor: Cursor,
    state: Type.Optional(SweepState),
    name: Type.Optional(StorableText('a name: only sweeps with exactly this name')),
    project: Type.Optional({
      ...ProjectName,
      description: `only sweeps in this project: ${descriptionOf(ProjectName)}`,
    }),
    label: Type.Optional(LabelQuery),
    search: Type.Optional({
      ...StorableText('text: only sweeps with it in their name, notes or labels, in either case'),
      minLength: 1,
    }),
    archived: Type.Optional(
      Type.Enum(['false', 'true', 'any'], {
        default: 'false',
        description: 'false, true or any: whether to list archived sweeps',
      }),
    ),
    before: Type.Optional({
      ...SweepIdInput,
      description: 'a sweep id, in place of a cursor: only sweeps older than that one',
    }),
  },
  closed,
);
export type SweepPageQuery = Static<typeof SweepPageQuery>;

export const CellPageQuery = Type.Object(
  {
    limit: Limit(MAX_PAGE, DEFAULT_PAGE),
    cursor: Cursor,
    state: Type.Optional(CellState),
    tried: Type.Optional(
      Type.Boolean({
        description: 'true or false: only cells that have been tried before, or only the others',
      }),
    ),
    after: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: MAX_PLACE,
        description: `a whole number from 0 to ${String(MAX_PLACE)}, in place of a cursor: only cells at later positions`,
      }),
    ),
  },
  closed,
);
export type CellPageQuery = Static<typeof CellPageQuery>;

const MAX_CURVE_PAGE = 10_000;
export const DEFAULT_CURVE_PAGE = 1000;
/** Fewer could leave out an extreme. */
const MIN_POINTS = 50;

const EpochBound = (description: string) =>
  Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: MAX_PLACE,
      description: `a whole number from 1 to ${String(MAX_PLACE)}: ${description}`,
    }),
  );

export const CurveQuery = Type.Object(
  {
    limit: Limit(MAX_CURVE_PAGE, DEFAULT_CURVE_PAGE),
    cursor: Cursor,
    from: EpochBound('only this epoch and later ones'),
    to: EpochBound('only this epoch and earlier ones'),
    points: Type.Optional(
      Type.Integer({
        minimum: MIN_POINTS,
        maximum: MAX_CURVE_PAGE,
        description:
          `a whole number from ${String(MIN_POINTS)} to ${String(MAX_CURVE_PAGE)}: of a longer curve, only so many epochs, which show its shape: ` +
          'the first and the last, the extremes of each loss and accuracy, the first that was not finite, and what the largest triangles ' +
          '(LTTB) select. In one page, whatever the limit',
      }),
    ),
    format: Type.Optional(
      Type.Enum([...RESULT_FORMATS], {
        description: `${RESULT_FORMATS.join(', ')}, in place of an Accept header: csv and ndjson have all epochs at once, without pages`,
      }),
    ),
  },
  closed,
);
export type CurveQuery = Static<typeof CurveQuery>;

export const SubmitQuery = Type.Object(
  {
    dryRun: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'true or false: with true the spec is checked and planned, and nothing is written',
      }),
    ),
    project: Type.Optional({
      ...ProjectName,
      description: `the project that the sweep is in: ${descriptionOf(ProjectName)}. Default: that of the key; of a sweep that derives from another, that of the other; else default`,
    }),
  },
  closed,
);
export type SubmitQuery = Static<typeof SubmitQuery>;

/** Header names are lower case, as Node gives them; other headers pass. */
export const SubmitHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description:
        'a key of 1 to 200 characters, with or without quotes: the same key with the same spec submits once',
    }),
  ),
});
export type SubmitHeaders = Static<typeof SubmitHeaders>;
