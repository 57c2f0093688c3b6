import { SWEEP_STATES } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';

export const SweepState = Type.Enum([...SWEEP_STATES], {
  description: `${SWEEP_STATES.join(', ')}: active until every cell has ended or it is cancelled, except while it is paused; failed if every cell has failed`,
});
export type SweepState = Static<typeof SweepState>;
