import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed, Instant, Nullable } from './nullable.js';

/** A day. */
const MAX_MINUTES = 1440;
/** The most buckets of a history. */
export const MAX_BUCKETS = 120;
export const DEFAULT_HISTORY_MINUTES = 60;

export const QueueHistoryQuery = Type.Object(
  {
    minutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MAX_MINUTES,
        default: DEFAULT_HISTORY_MINUTES,
        description: `a whole number from 1 to ${String(MAX_MINUTES)}: how far back it reaches`,
      }),
    ),
  },
  closed,
);
export type QueueHistoryQuery = Static<typeof QueueHistoryQuery>;

const count = (description: string) => Type.Integer({ minimum: 0, description });
const durations = (of: string) =>
  Nullable(
    Type.Object(
      {
        median: Type.Number({ minimum: 0, description: 'half of them are at most this' }),
        p95: Type.Number({ minimum: 0, description: '95 of 100 are at most this' }),
      },
      { ...closed, description: `seconds: ${of}` },
    ),
    { description: `seconds: ${of}; null if there were none` },
  );

export const QueueHistory = Type.Object(
  {
    bucketSeconds: Type.Integer({ minimum: 1, description: 'the length of each bucket' }),
    buckets: Type.Array(
      Type.Object(
        {
          from: Instant('when it begins'),
          started: count('attempts that began'),
          ended: count('attempts that ended, whatever came of them'),
          failed: count('attempts that ended in a failure'),
          waitSeconds: durations(
            'how long the cells of the attempts that began had been waiting since they could have started: since they were submitted, were returned to pending, or were due again after a failure',
          ),
          runSeconds: durations('how long the attempts that ended had run'),
        },
        { ...closed, description: 'what happened in a stretch of time' },
      ),
      {
        maxItems: MAX_BUCKETS,
        description: 'the oldest first, without gaps; the last one is not over yet',
      },
    ),
  },
  { ...closed, description: 'what the workers did lately' },
);
export type QueueHistory = Static<typeof QueueHistory>;
