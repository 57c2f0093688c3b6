import type { SweepPlan } from '@rote/contracts';
import type { Expansion } from '@rote/domain';
import { optimizerOf } from '@rote/domain';
import type { SweepPlan as PlanRecord } from '@rote/store';

const MAX_ARCHITECTURES = 100;

/** Presents what submitting would do, and what its spec comes to. The expansion must have ended. */
export function toSweepPlan(plan: PlanRecord, expansion: Expansion): SweepPlan {
  const training = expansion.training();
  const optimizer = training && optimizerOf(training);
  return {
    ...plan,
    warnings: [...expansion.warnings()],
    architectures: expansion.architectures().slice(0, MAX_ARCHITECTURES),
    training:
      training === undefined || optimizer === undefined
        ? null
        : {
            epochs: training.epochs,
            batchSize: training.batchSize,
            momentum: optimizer.kind === 'sgd' ? optimizer.momentum : null,
            decay: training.decay,
            decaySteps: training.decaySteps,
            optimizer,
          },
  };
}
