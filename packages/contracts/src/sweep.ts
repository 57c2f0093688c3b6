import { DEVICE_REQUIREMENTS, Optimizer, PRIORITY, TIME_LIMIT_SECONDS, WrittenSweepSpec } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { CellCounts } from './cell-state.js';
import { SweepId } from './identifiers.js';
import { secondsInterval } from './interval.js';
import { closed, Instant, Nullable } from './nullable.js';
import { PAGE_LINKS } from './paging.js';
import { ProjectName } from './project.js';
import { SweepLabels } from './sweep-labels.js';
import { SweepState } from './sweep-state.js';

export const SweepSummary = Type.Object(
  {
    id: SweepId,
    name: Type.String(),
    project: { ...ProjectName, description: 'the project that it is in' },
    labels: SweepLabels,
    notes: Type.String({ description: 'what a person noted about it; empty for none' }),
    state: SweepState,
    priority: Type.Integer(PRIORITY),
    device: Type.Enum([...DEVICE_REQUIREMENTS], { description: 'gpu: its cells are trained only on GPUs' }),
    keepWeights: Type.Boolean({ description: 'whether the final weights of its cells are kept' }),
    timeLimitSeconds: Nullable(
      Type.Integer({ minimum: TIME_LIMIT_SECONDS.minimum, maximum: TIME_LIMIT_SECONDS.maximum }),
      { description: 'how long one attempt at a cell may take; null: no limit' },
    ),
    createdAt: Instant('when it was submitted'),
    pausedAt: Nullable(Instant('when it was paused'), {
      description: 'null if it is not paused',
    }),
    archivedAt: Nullable(Instant('when it was archived'), {
      description: 'null if it is not archived',
    }),
    revision: Type.Integer({
      minimum: 1,
      description: 'counts the changes of its name, notes, labels, priority and archiving',
    }),
    endedAt: Nullable(Instant('when its last cell ended or it was cancelled')),
    cells: Type.Integer({ minimum: 0, description: 'number of cells' }),
    cached: Type.Integer({ minimum: 0, description: 'cells that had their result when it was submitted' }),
    counts: CellCounts,
    slotSeconds: Type.Number({
      minimum: 0,
      description:
        'how long its cells have run in slots since they are in it, those that run now included; a cell of several sweeps counts in each',
    }),
    imagesPerSecond: Nullable(Type.Number({ minimum: 0 }), {
      description:
        'train images per second of its running cells, in the last epoch of each; null if none of them has finished one',
    }),
    remainingSeconds: Nullable(Type.Number({ minimum: 0 }), {
      description:
        'estimate of the time left; null if the sweep has ended or is paused, nothing is known yet, or cells wait for a GPU',
    }),
    eta: Nullable(Instant('when it should be done'), {
      description: 'now + remainingSeconds; null if that is null, or after the year 9999',
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
      description: 'cells that ask for a GPU and wait because no live worker has one; 0 if one has',
    }),
    remainingInterval: Nullable(
      secondsInterval('seconds between which the time left is in about 80 of 100 cases'),
      {
        description:
          'how far remainingSeconds may be off, learned from finished cells; null if that is null, or while an architecture is left that has no record',
      },
    ),
    etaInterval: Nullable(
      Type.Object(
        {
          low: Instant('rarely sooner'),
          high: Nullable(Instant('rarely later'), { description: 'null: after the year 9999' }),
        },
        { ...closed, description: 'instants between which it should be done in about 80 of 100 cases' },
      ),
      { description: 'now + remainingInterval; null if that is null' },
    ),
    spec: WrittenSweepSpec,
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
          cells: Type.Integer({ minimum: 1, description: 'how many of these cells it contains' }),
        },
        closed,
      ),
      {
        maxItems: 10,
        description:
          'other sweeps that keep some of its unfinished cells from being cancelled: active ones first, then those with the most cells',
      },
    ),
  },
  { ...closed, description: 'a cancelled sweep, and the sweeps that still want some of its cells' },
);
export type CancelledSweep = Static<typeof CancelledSweep>;

const Warnings = Type.Array(Type.String(), {
  description:
    'parts of the spec that have no effect, or another than they seem to; each with its place in the spec. At most 50; the last one says how many more there are',
});

const PlannedArchitecture = Type.Object(
  {
    name: Type.String({ description: 'as results write it' }),
    cells: Type.Integer({ minimum: 1, description: 'number of cells' }),
    depth: Nullable(Type.Integer({ minimum: 1 }), {
      description: 'hidden layers of a multilayer perceptron, layers of a memorizer; otherwise null',
    }),
    width: Nullable(Type.Integer({ minimum: 1 }), {
      description: 'units of each hidden layer of a multilayer perceptron; otherwise null',
    }),
    parameters: Type.Integer({ minimum: 0, description: 'number of parameters of its largest network' }),
    learningRate: Nullable(Type.Number(), {
      description: 'initial learning rate of its first cell; null if it is solved, not trained',
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
      description: 'estimated time with all live slots free; with one slot if there is no live worker',
    }),
    secondsAtMost: Type.Number({
      minimum: 0,
      description: 'the same if no cell stops before its last epoch',
    }),
    secondsInterval: secondsInterval(
      'where that time is in about 80 of 100 cases, learned from finished cells',
    ),
    slotSeconds: Type.Number({ minimum: 0, description: 'estimated time with one slot' }),
    slotSecondsInterval: secondsInterval('where that time is in about 80 of 100 cases'),
    recordedSweeps: Type.Integer({
      minimum: 0,
      description: 'sweeps that the intervals were learned from; with few, they are wide',
    }),
    gpuMemoryMb: Nullable(Type.Integer({ minimum: 0 }), {
      description:
        'the most GPU memory that a trainer of such a cell was seen to hold, in MiB; null if that was not measured',
    }),
    slots: Type.Integer({ minimum: 0, description: 'live slots that may train them' }),
    recordedCells: Type.Integer({
      minimum: 1,
      description: 'finished cells of the same architectures and data set on which it is based',
    }),
    cellsWithout: Type.Integer({
      minimum: 0,
      description: 'cells it does not cover: no cell of their architecture is recorded on this data set',
    }),
  },
  closed,
);

export const SweepPlan = Type.Object(
  {
    cells: Type.Integer({ minimum: 0, description: 'cells that the spec expands to' }),
    cached: Type.Integer({ minimum: 0, description: 'of these, cells that already have their result' }),
    known: Type.Integer({
      minimum: 0,
      description: 'unfinished cells that another sweep has submitted',
    }),
    fresh: Type.Integer({ minimum: 0, description: 'cells that would be trained for this sweep' }),
    estimate: Nullable(PlanEstimate, {
      description:
        'estimated time for the fresh cells, based on records of live engines; null if there are no fresh cells, or no records',
    }),
    warnings: Warnings,
    architectures: Type.Array(PlannedArchitecture, {
      description: 'the architectures of its cells, at most 100, with details that their names omit',
    }),
    training: Nullable(
      Type.Object(
        {
          epochs: Type.Integer({ minimum: 1 }),
          batchSize: Type.Integer({ minimum: 1 }),
          momentum: Nullable(Type.Number({ minimum: 0 }), {
            description: 'that of sgd; null for other optimizers',
          }),
          decay: Type.Number({ minimum: 0 }),
          decaySteps: Type.Integer({ minimum: 1 }),
          optimizer: Optimizer,
        },
        closed,
      ),
      {
        description:
          'the training parameters of the first trained cell, with every default filled in; null if all are solved',
      },
    ),
  },
  { ...closed, description: 'what submitting a spec would do; nothing was written' },
);
export type SweepPlan = Static<typeof SweepPlan>;
