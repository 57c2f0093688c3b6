import * as domain from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { EpochMetrics } from './curve.js';
import { closed, descriptionOf, Instant, Nullable } from './nullable.js';

export const EngineIdentity = Type.Object(domain.EngineIdentity.properties, {
  ...closed,
  description: 'what did the computing',
});
export type EngineIdentity = Static<typeof EngineIdentity>;

const { final } = domain.CellResult.properties;

/** Without what is too large to be read by the way: confusion counts and records of examples. */
export const CellResult = Type.Object(
  {
    ...Type.Omit(domain.CellResult, ['final', 'confusion', 'examples']).properties,
    final: Nullable(EpochMetrics, { description: descriptionOf(final) }),
    weights: Nullable(Type.String(), {
      description: 'where the final weights are, an address; null if no sweep asked to keep them',
    }),
    attempt: Type.Integer({ minimum: 1, description: 'the attempt that finished' }),
    engine: EngineIdentity,
    finishedAt: Instant('when it was stored'),
  },
  { ...closed, description: 'the result of a finished cell' },
);
export type CellResult = Static<typeof CellResult>;
