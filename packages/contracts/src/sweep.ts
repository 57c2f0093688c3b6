import { DEVICE_DEMANDS, PRIORITY, SweepSpec, TIME_LIMIT_SECONDS } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { CellCounts } from './cell-state.js';
import { SweepId } from './identifiers.js';
import { closed, Instant, Nullable } from './nullable.js';
import { PAGE_LINKS } from './paging.js';
import { SweepState } from './sweep-state.js';

export const SweepSummary = Type.Object(
  {
    id: SweepId,
    name: Type.String(),
    state: SweepState,
    priority: Type.Integer(PRIORITY),
    device: Type.Enum([...DEVICE_DEMANDS], { description: 'gpu: its cells are trained on GPUs alone' }),
    keepWeights: Type.Boolean({ description: 'whether the final weights of its cells are kept' }),
    timeLimitSeconds: Nullable(
      Type.Integer({ minimum: TIME_LIMIT_SECONDS.minimum, maximum: TIME_LIMIT_SECONDS.maximum }),
      { description: 'how long one attempt at a cell may take; null for as long as it likes' },
    ),
    createdAt: Instant('when it was submitted'),
    pausedAt: Nullable(Instant('when it was paused'), {
      description: 'null where it was not, or has been resumed',
    }),
    endedAt: Nullable(Instant('when its last cell ended or it was cancelled')),
    cells: Type.Integer({ minimum: 0, description: 'number of cells' }),
    cached: Type.Integer({ minimum: 0, description: 'cells that had their result when it was submitted' }),
    counts: CellCounts,
    remainingSeconds: Nullable(Type.Number({ minimum: 0 }), {
      description:
        'estimate of the time left; null where the sweep has ended or is paused, nothing is known yet, or cells wait for a GPU',
    }),
    eta: Nullable(Instant('when it should be done'), {
      description: 'now + remainingSeconds; null where that is null, or past the year 9999',
    }),
  },
  { ...closed, description: 'a sweep in a list' },
);
export type SweepSummary = Static<typeof SweepSummary>;

export const Sweep = Type.Object(
  {
    ...SweepSummary.properties,
    waitingForGpu: Type.Integer({
      minimum: 0,
      description: 'cells that ask for a GPU and wait because no live worker has one; 0 where one has',
    }),
    spec: SweepSpec,
  },
  { ...closed, description: 'a sweep, with the spec it was submitted with' },
);
export type Sweep = Static<typeof Sweep>;

export const CancelledSweep = Type.Object(
  {
    ...Sweep.properties,
    wantedBy: Type.Array(
      Type.Object(
        {
          sweep: SweepId,
          paused: Type.Boolean({ description: 'whether it is paused: the cells wait for it to be resumed' }),
          cells: Type.Integer({ minimum: 1, description: 'how many of the cells it contains' }),
        },
        closed,
      ),
      {
        maxItems: 10,
        description:
          'other sweeps that contain cells of it that have not ended, which are therefore not cancelled: active ones first, and those with the most',
      },
    ),
  },
  { ...closed, description: 'a sweep that was cancelled, and who wants what is left of it' },
);
export type CancelledSweep = Static<typeof CancelledSweep>;

const Warnings = Type.Array(Type.String(), {
  description:
    'what the spec says that has no effect, or another one than it seems to have; each with its place in the spec. At most 50, the last one says how many more',
});

const PlannedArchitecture = Type.Object(
  {
    name: Type.String({ description: 'as results write it' }),
    cells: Type.Integer({ minimum: 1, description: 'number of cells' }),
    depth: Nullable(Type.Integer({ minimum: 1 }), {
      description: 'hidden layers of a multilayer perceptron, layers of a memorizer; else null',
    }),
    width: Nullable(Type.Integer({ minimum: 1 }), {
      description: 'units of each hidden layer of a multilayer perceptron; else null',
    }),
    parameters: Type.Integer({ minimum: 0, description: 'numbers to learn, of its largest network' }),
    learningRate: Nullable(Type.Number(), {
      description: 'initial learning rate of its first cell; null where it is solved, not trained',
    }),
    weightDecay: Type.Number({ minimum: 0, description: 'weight decay of its first cell' }),
  },
  closed,
);

export const SubmittedSweep = Type.Object(
  { ...Sweep.properties, warnings: Warnings },
  { ...closed, description: 'a sweep that was submitted, with warnings about its spec' },
);
export type SubmittedSweep = Static<typeof SubmittedSweep>;

export const SweepPage = Type.Object(
  {
    items: Type.Array(SweepSummary),
    ...PAGE_LINKS,
  },
  { ...closed, description: 'sweeps, newest first' },
);
export type SweepPage = Static<typeof SweepPage>;

const PlanEstimate = Type.Object(
  {
    seconds: Type.Number({
      minimum: 0,
      description:
        'how long all live slots should take for them, were they free; without a live worker, one slot',
    }),
    secondsAtMost: Type.Number({
      minimum: 0,
      description: 'the same if no cell stops before its last epoch',
    }),
    slotSeconds: Type.Number({ minimum: 0, description: 'how long one slot would take' }),
    slots: Type.Integer({ minimum: 0, description: 'live slots that may train them' }),
    recordedCells: Type.Integer({
      minimum: 1,
      description: 'finished cells of the same architectures and data set that it goes by',
    }),
    cellsWithout: Type.Integer({
      minimum: 0,
      description: 'cells that it leaves out: no cell of their architecture is recorded on this data set',
    }),
  },
  closed,
);

export const SweepPlan = Type.Object(
  {
    cells: Type.Integer({ minimum: 0, description: 'cells that the spec expands to' }),
    cached: Type.Integer({ minimum: 0, description: 'of these, cells that have their result already' }),
    known: Type.Integer({
      minimum: 0,
      description: 'cells that another sweep has brought and that have not ended',
    }),
    fresh: Type.Integer({ minimum: 0, description: 'cells that would be trained for this sweep' }),
    estimate: Nullable(PlanEstimate, {
      description:
        'how long the fresh cells should take, by what is recorded of live engines; null where there are none, or nothing is recorded of any',
    }),
    warnings: Warnings,
    architectures: Type.Array(PlannedArchitecture, {
      description: 'the architectures of its cells, at most 100, with what their names do not say',
    }),
    training: Nullable(
      Type.Object(
        {
          epochs: Type.Integer({ minimum: 1 }),
          batchSize: Type.Integer({ minimum: 1 }),
          momentum: Type.Number({ minimum: 0 }),
          decay: Type.Number({ minimum: 0 }),
          decaySteps: Type.Integer({ minimum: 1 }),
        },
        closed,
      ),
      {
        description:
          'how the first cell that is trained is trained, with every default filled in; null where all are solved',
      },
    ),
  },
  { ...closed, description: 'what submitting a spec would do; nothing was written' },
);
export type SweepPlan = Static<typeof SweepPlan>;
