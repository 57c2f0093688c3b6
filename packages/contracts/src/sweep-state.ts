import type { Static } from 'typebox';
import { Type } from 'typebox';

export const SWEEP_STATES = ['active', 'paused', 'completed', 'cancelled'] as const;

export const SweepState = Type.Enum([...SWEEP_STATES], {
  description: `${SWEEP_STATES.join(', ')}: active until every cell has ended or somebody cancels it, but for the time that it is paused`,
});
export type SweepState = Static<typeof SweepState>;
