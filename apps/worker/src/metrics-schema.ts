import { Type } from 'typebox';

export const NonNegative = Type.Number({ minimum: 0 });
export const Count = Type.Integer({ minimum: 0 });
export const Share = Type.Number({ minimum: 0, maximum: 1 });

// A cross-entropy of zero may come out of single precision as slightly less.
const ScoreSchema = Type.Object({ loss: Type.Number(), accuracy: Share });

export const EpochMetricsSchema = Type.Object({
  epoch: Type.Integer({ minimum: 1 }),
  step: Count,
  train: ScoreSchema,
  trainClean: Type.Union([ScoreSchema, Type.Null()]),
  trainCorrupted: Type.Union([ScoreSchema, Type.Null()]),
  test: ScoreSchema,
  bestTestAccuracy: Share,
  learningRate: Type.Union([NonNegative, Type.Null()]),
  gradientNorm: Type.Union([NonNegative, Type.Null()]),
  weightNorm: NonNegative,
  seconds: NonNegative,
  imagesPerSecond: NonNegative,
  measures: Type.Optional(Type.Record(Type.String(), Type.Number())),
});
