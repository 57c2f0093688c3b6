import { CELL_STATES } from '@rote/domain';
import type { Static, TProperties } from 'typebox';
import { Type } from 'typebox';
import { CellCounts, CellState } from './cell-state.js';
import { CellId, SweepId } from './identifiers.js';
import { closed, Instant, Nullable } from './nullable.js';
import { SweepState } from './sweep-state.js';

const EventId = Type.Integer({
  minimum: 1,
  description: 'in the order in which events became visible, with gaps: resume after it with Last-Event-ID',
});

/** Something that happened to a sweep. */
const eventOf = <Name extends string, Fields extends TProperties>(
  type: Name,
  description: string,
  fields: Fields,
) =>
  Type.Object(
    {
      id: EventId,
      type: Type.Literal(type),
      at: Instant('when it happened'),
      sweep: SweepId,
      ...fields,
    },
    { ...closed, description },
  );

const name = Type.String({ description: 'the name of the sweep' });
const cells = Type.Integer({ minimum: 0, description: 'number of cells' });
const attempt = Type.Integer({
  minimum: 0,
  description: 'the number of the cell’s last attempt; 0 before the first',
});
const share = Type.Number({ minimum: 0, maximum: 1 });
const from = CellState;
const to = CellState;

/** What can happen, by type. */
const EVENTS = {
  'sweep.submitted': eventOf('sweep.submitted', 'a sweep was submitted', {
    name,
    cells,
    cached: Type.Integer({ minimum: 0, description: 'cells that already had their result' }),
  }),
  'sweep.paused': eventOf('sweep.paused', 'a person paused a sweep', {}),
  'sweep.resumed': eventOf('sweep.resumed', 'a person resumed a sweep', {}),
  'sweep.cancelled': eventOf('sweep.cancelled', 'a person cancelled a sweep', {}),
  'sweep.deleted': eventOf('sweep.deleted', 'a person deleted a sweep; nothing follows', { name }),
  'sweep.changed': eventOf('sweep.changed', 'a person changed a sweep in another way', {
    action: Type.String({
      description: 'what was done, as the audit log names it, such as sweep.prioritize',
    }),
  }),
  'sweep.counts': eventOf('sweep.counts', 'the states of some of its cells have changed', {
    counts: CellCounts,
  }),
  'sweep.ended': eventOf('sweep.ended', 'a sweep has no work left; it may be active again after a retry', {
    name,
    state: SweepState,
  }),
  'cell.changed': eventOf('cell.changed', 'the state of a cell has changed', {
    cell: CellId,
    attempt,
    from,
    to,
  }),
  'cells.changed': eventOf(
    'cells.changed',
    'the states of more than 100 cells of a sweep have changed together, so no cell has an event of its own',
    { cells, from, to },
  ),
  'epoch.finished': eventOf(
    'epoch.finished',
    'a running cell has reported epochs; the last one of them, if it reported several together',
    {
      cell: CellId,
      attempt,
      epoch: Type.Integer({ minimum: 1, description: 'the epoch, from 1' }),
      trainLoss: Nullable(Type.Number(), { description: 'null where it was not finite (diverged)' }),
      trainAccuracy: share,
      testAccuracy: share,
    },
  ),
} as const;

export type EventType = keyof typeof EVENTS;
export const EVENT_TYPES = Object.keys(EVENTS) as readonly EventType[];

/** One thing that happened. Its type says which other fields it has. */
export const Event = Type.Union(Object.values(EVENTS), {
  description: 'something that happened to a sweep or one of its cells; its type says which fields it has',
});
export type Event = { [Type in EventType]: Static<(typeof EVENTS)[Type]> }[EventType];

/** What a stream says about itself; it has no id. */
export const StreamNotice = Type.Object(
  {
    type: Type.Enum(['stream.opened', 'stream.missed', 'stream.closed'], {
      description:
        'opened: from here on, every event arrives; missed: some events before this are no longer kept; closed: the server ends the stream',
    }),
    reason: Type.Optional(Type.String({ description: 'why events are missing, or why the stream ends' })),
  },
  { ...closed, description: 'what a stream says about itself' },
);
export type StreamNotice = Static<typeof StreamNotice>;

/** Counts as an event has them, from those of states that some cell has. */
export const allCounts = (counts: Readonly<Partial<Record<CellState, number>>>): CellCounts =>
  Object.fromEntries(CELL_STATES.map((state) => [state, counts[state] ?? 0])) as CellCounts;

const EventPlace = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description }));

const types = Type.Optional(
  Type.String({
    pattern: `^(${EVENT_TYPES.join('|').replaceAll('.', '\\.')})(,(${EVENT_TYPES.join('|').replaceAll('.', '\\.')}))*$`,
    description: `only these events: a list, separated by commas, of ${EVENT_TYPES.join(', ')}`,
  }),
);

export const EventQuery = Type.Object(
  {
    types,
    after: EventPlace('the id of an event: only later ones; the header Last-Event-ID counts before it'),
  },
  closed,
);
export type EventQuery = Static<typeof EventQuery>;

export const EventHeaders = Type.Object({
  'last-event-id': EventPlace('the id of the last event that arrived: the stream begins with the next one'),
});
export type EventHeaders = Static<typeof EventHeaders>;
