import type { SubmittedSweep, SweepPlan } from '@rote/contracts';
import { canonicalJson, type ReadSpec, sha256Hex, startExpansion } from '@rote/domain';
import type { Author, SweepSubmission } from '@rote/store';
import type { AppOptions } from '../app-types.js';
import { drain, inTurns } from '../in-turns.js';
import { presentSweep } from '../presenters/present-sweep.js';
import { toSweepPlan } from '../presenters/sweep-plan.js';

type Deps = Pick<AppOptions, 'store' | 'feeder' | 'leaseMs'>;

/** Returns what submitting a spec would do. */
export async function planSpec({ store, leaseMs }: Deps, { spec, placeOf }: ReadSpec): Promise<SweepPlan> {
  const expansion = startExpansion(spec, placeOf);
  const plan = await store.sweeps.plan(inTurns(expansion.steps), { device: spec.device, leaseMs });
  return toSweepPlan(plan, expansion);
}

/** Submits a spec; with an idempotency key that was used before, finds its sweep. */
export async function submitSpec(
  { store, feeder, leaseMs }: Deps,
  { spec, placeOf }: ReadSpec,
  {
    key,
    author,
    ...rest
  }: { readonly key: string | undefined; readonly author: Author } & Pick<
    SweepSubmission,
    'origin' | 'source' | 'project'
  >,
): Promise<{ readonly created: boolean; readonly sweep: SubmittedSweep }> {
  const expansion = startExpansion(spec, placeOf);
  const cells = inTurns(expansion.steps);
  const { sweep, created } = await store.sweeps.submit({
    spec,
    cells,
    author,
    ...rest,
    ...(key !== undefined && { idempotency: { key, bodySha256: sha256Hex(canonicalJson(spec)) } }),
  });
  // Nothing was expanded for an existing sweep, and its warnings are the same.
  if (!created) await drain(cells);
  feeder.nudge();
  return {
    created,
    sweep: { ...(await presentSweep(sweep, { store, leaseMs })), warnings: [...expansion.warnings()] },
  };
}

/** A key may be quoted, as in the IETF's draft, or not, as most clients send it. */
export const unquoteKey = (key: string | undefined): string | undefined =>
  key?.replace(/^"((?:[^"\\]|\\["\\])+)"$/, (_, inner: string) => inner.replace(/\\(["\\])/g, '$1'));
