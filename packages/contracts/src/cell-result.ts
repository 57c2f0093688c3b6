import type { Static } from 'typebox';
import { Type } from 'typebox';
import { EpochMetrics } from './curve.js';
import { closed, Instant, Nullable } from './nullable.js';

export const EngineIdentity = Type.Object(
  {
    name: Type.String({ description: 'engine, for example tfjs-node-gpu or wasm' }),
    version: Type.String(),
    device: Type.Enum(['gpu', 'cpu']),
    deviceName: Type.String({ description: 'what the device calls itself' }),
  },
  { ...closed, description: 'what computed' },
);
export type EngineIdentity = Static<typeof EngineIdentity>;

const CorruptionRecord = Type.Object(
  {
    labelsSelected: Type.Integer({ minimum: 0, description: 'labels drawn anew' }),
    labelsChanged: Nullable(Type.Integer({ minimum: 0 }), {
      description:
        'labels that differ from the true ones; null where they are other classes than those of the data set',
    }),
    labelsSha256: Type.String({ description: 'SHA-256 of the train labels as trained on' }),
    imagesSha256: Type.String({ description: 'SHA-256 of the train images before preprocessing' }),
  },
  { ...closed, description: 'what of the train set the corruption touched' },
);

export const CellResult = Type.Object(
  {
    outcome: Type.Enum(['succeeded', 'diverged'], { description: 'diverged is a result too' }),
    stopReason: Type.Enum(['epochs', 'stop-rule', 'patience', 'diverged', 'solved']),
    epochs: Type.Integer({ minimum: 0, description: 'epochs trained' }),
    steps: Type.Integer({ minimum: 0, description: 'optimiser steps taken' }),
    final: Nullable(EpochMetrics, { description: 'the last epoch; null where it diverged in its first' }),
    bestTestAccuracy: Nullable(Type.Number({ minimum: 0, maximum: 1 })),
    bestTestEpoch: Nullable(Type.Integer({ minimum: 1 })),
    epochsToFit: Nullable(Type.Integer({ minimum: 1 }), {
      description:
        'first epoch with a train loss of at most 0.05; null if never, and for models whose loss is a square',
    }),
    parameterCount: Type.Integer({ minimum: 1 }),
    corruption: CorruptionRecord,
    seconds: Type.Number({ minimum: 0, description: 'wall-clock time of training and evaluation' }),
    imagesPerSecond: Type.Number({ minimum: 0, description: 'train images a second, evaluation excluded' }),
    weights: Nullable(Type.String(), {
      description: 'where the final weights are, an address; null where no sweep asked to keep them',
    }),
    attempt: Type.Integer({ minimum: 1, description: 'the attempt that finished' }),
    engine: EngineIdentity,
    finishedAt: Instant('when it was stored'),
  },
  { ...closed, description: 'what a finished cell has' },
);
export type CellResult = Static<typeof CellResult>;
