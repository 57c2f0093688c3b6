import {
  canBecome,
  CELL_STATES,
  type CellState,
  type DeviceRequirement,
  type EngineIdentity,
  FAILURE_CLASSES,
  type FailureClass,
  isEnded,
  retryDelayMs,
  type SweepSpec,
  type SweepState,
  sweepState,
} from '@rote/domain';
import { useStore } from '@rote/testkit';
import type { TestStore } from '@rote/testkit';
import { epochOf, resultOf } from '@rote/testkit/values';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AttemptRef, FailureVerdict, Store } from '../src/index.js';
import { cellsOf, submit, sweepOf } from './fixtures/sweep-of.js';
import { ENGINE, GPU_ENGINE, registerWorker } from './fixtures/training.js';

/** What the domain allows of one cell, which all sweeps here contain. */
interface Model {
  state: CellState;
  attempt: number;
  /** Failures since it was submitted, by class. */
  failures: Map<FailureClass, number>;
  isAvailable: boolean;
  /** For each sweep that is not cancelled, its device requirement and whether it is paused; the newest is last. */
  sweeps: { readonly device: DeviceRequirement; isPaused: boolean }[];
  /** Whether its running attempt was asked to yield. */
  isYieldAsked: boolean;
}

const NO_CELLS = Object.fromEntries(CELL_STATES.map((state) => [state, 0])) as Record<CellState, number>;

interface Real extends TestStore {
  readonly spec: SweepSpec;
  readonly cellId: string;
  /** Ids of the sweeps that are not cancelled, the newest last. */
  readonly sweeps: string[];
}

type Command = fc.AsyncCommand<Model, Real>;

const OBSERVED = `
  SELECT c.state, c.attempt, c.failures, c.yield_asked AS "isYieldAsked", c.ended_at IS NOT NULL AS "isEnded",
    EXISTS (SELECT FROM cell_results r WHERE r.cell_id = c.id) AS "hasResult",
    ARRAY(SELECT DISTINCT m.state FROM sweep_cells m WHERE m.cell_id = c.id) AS "inSweeps",
    ARRAY(SELECT DISTINCT m.tried FROM sweep_cells m WHERE m.cell_id = c.id) AS "triedInSweeps",
    ARRAY(SELECT a.number FROM attempts a WHERE a.cell_id = c.id AND a.outcome IS NULL) AS "openAttempts"
  FROM cells c WHERE c.id = $1`;

const activeSweeps = ({ sweeps }: Model) => sweeps.filter(({ isPaused }) => !isPaused);

const isWanted = (model: Model): boolean => activeSweeps(model).length > 0;

const requirementOf = (model: Model): DeviceRequirement =>
  activeSweeps(model).some(({ device }) => device === 'gpu') ? 'gpu' : 'any';

/** Moves the model to a state, which the domain must allow. */
function become(model: Model, state: CellState): void {
  expect(canBecome(model.state, state), `${model.state} → ${state}`).toBe(true);
  model.state = state;
  model.isYieldAsked = false;
}

/** What a pause or a cancel does to a queued cell. */
function leaveUnwanted(model: Model): void {
  if (model.state === 'queued' && !isWanted(model)) become(model, 'pending');
}

/** The state of the newest sweep, whose only cell this is. */
function stateOfSweep({ state, sweeps }: Model): SweepState {
  const counts = { ...NO_CELLS, [state]: 1 };
  return sweepState({ isCancelled: false, isPaused: sweeps.at(-1)?.isPaused === true, counts });
}

async function expectAgreement(model: Model, { store, sql, cellId, sweeps }: Real): Promise<void> {
  const { state, attempt, failures, isYieldAsked } = model;
  await expect(sql(OBSERVED, [cellId])).resolves.toEqual([
    {
      state,
      attempt,
      failures: [...failures.values()].reduce((sum, count) => sum + count, 0),
      isYieldAsked,
      isEnded: isEnded(state),
      hasResult: state === 'succeeded' || state === 'diverged',
      inSweeps: [state],
      triedInSweeps: [attempt > 0],
      openAttempts: state === 'running' ? [attempt] : [],
    },
  ]);
  const newest = sweeps.at(-1);
  if (newest === undefined) return;
  await expect(store.sweeps.find(newest)).resolves.toMatchObject({
    state: stateOfSweep(model),
  });
}

/** What happens when a person asks for the cell again. */
function resetToPending(model: Model): void {
  become(model, 'pending');
  model.failures.clear();
  model.isAvailable = true;
}

/** Every command can be given in every state, as late, duplicate and crossing messages can. */
const command = (name: string, run: (model: Model, real: Real) => Promise<void>): Command => ({
  check: () => true,
  async run(model, real) {
    await run(model, real);
    await expectAgreement(model, real);
  },
  toString: () => name,
});

const submitAgain = (device: DeviceRequirement): Command =>
  command(`submit for ${device}`, async (model, { store, spec, sweeps }) => {
    sweeps.push((await submit(store, { ...spec, device })).id);
    model.sweeps.push({ device, isPaused: false });
    if (model.state === 'failed' || model.state === 'cancelled') resetToPending(model);
  });

const retryNewest = command('retry', async (model, { store, sweeps }) => {
  const newest = sweeps.at(-1);
  if (newest === undefined) return;
  const isFailed = model.state === 'failed';
  await expect(store.sweeps.retry(newest, {})).resolves.toBe(isFailed ? 1 : 0);
  if (isFailed) resetToPending(model);
});

/** Pauses or resumes one of the sweeps, whether or not it is already paused. */
const pauseOrResume = (isPaused: boolean, which: 'newest' | 'oldest'): Command =>
  command(`${isPaused ? 'pause' : 'resume'} the ${which}`, async (model, { store, sweeps }) => {
    const index = which === 'newest' ? -1 : 0;
    const [id, sweep] = [sweeps.at(index), model.sweeps.at(index)];
    if (id === undefined || sweep === undefined) return;
    const done = isPaused ? store.sweeps.pause(id) : store.sweeps.resume(id);
    if (isEnded(model.state)) {
      await expect(done).rejects.toMatchObject({ code: 'sweep-ended' });
      return;
    }
    await expect(done).resolves.toMatchObject({ state: isPaused ? 'paused' : 'active' });
    sweep.isPaused = isPaused;
    leaveUnwanted(model);
  });

const preempt = command('ask to yield', async (model, { sql, cellId }) => {
  await sql(`UPDATE cells SET yield_asked = true WHERE id = $1 AND state = 'running'`, [cellId]);
  if (model.state === 'running') model.isYieldAsked = true;
});

const cancelNewest = command('cancel', async (model, { store, sweeps }) => {
  const newest = sweeps.at(-1);
  if (newest === undefined) return;
  const cancelled = store.sweeps.cancel(newest);
  if (isEnded(model.state)) {
    await expect(cancelled).rejects.toMatchObject({ code: 'sweep-ended' });
    return;
  }
  await cancelled;
  sweeps.pop();
  model.sweeps.pop();
  if (model.sweeps.length === 0) become(model, 'cancelled');
  else leaveUnwanted(model);
});

const markQueued = command('mark queued', async (model, { store, cellId: ours }) => {
  const device = requirementOf(model);
  expect(await store.feed.markQueued(5, device === 'gpu' ? 'any' : 'gpu')).toEqual([]);
  const queued = await store.feed.markQueued(5, device);
  const isDue = model.state === 'pending' && model.isAvailable && isWanted(model);
  expect(queued.map(({ cellId, attempt, device: asked }) => ({ cellId, attempt, device: asked }))).toEqual(
    isDue ? [{ cellId: ours, attempt: model.attempt, device }] : [],
  );
  if (isDue) become(model, 'queued');
});

const returnToPending = command('return to pending', async (model, { store, cellId }) => {
  await store.feed.returnToPending([cellId]);
  if (model.state === 'queued') become(model, 'pending');
});

const waitOut = command('wait out the delay', async (model, { sql, cellId }) => {
  if (model.state !== 'pending') return;
  await sql('UPDATE cells SET available_at = now() WHERE id = $1', [cellId]);
  model.isAvailable = true;
});

const claim = (late: number, engine: EngineIdentity): Command =>
  command(`claim for the ${engine.device}, ${String(late)} late`, async (model, { store, cellId }) => {
    const attempt = model.attempt - late;
    const claimed = await store.attempts.claim({
      cellId,
      attempt,
      workerId: 'worker-1',
      engine,
    });
    const mayTrain = engine.device === 'gpu' || requirementOf(model) === 'any';
    const isDue = model.state === 'queued' && late === 0 && mayTrain && isWanted(model);
    expect(claimed?.ref).toEqual(isDue ? { cellId, attempt: attempt + 1 } : undefined);
    if (!isDue) return;
    expect(claimed?.microBatches).toBe(model.failures.has('out-of-memory') ? 2 : 1);
    become(model, 'running');
    model.attempt++;
  });

const claimAgain = (late: number): Command =>
  command(`claim again, ${String(late)} late`, async (model, { store, cellId }) => {
    const attempt = model.attempt - late;
    const claimed = await store.attempts.claimAgain({
      cellId,
      attempt,
      workerId: 'worker-1',
      engine: GPU_ENGINE,
    });
    const isWaiting = model.state === 'queued' || (model.state === 'pending' && model.isAvailable);
    const isDue = isWaiting && late === 0 && isWanted(model);
    expect(claimed?.ref).toEqual(isDue ? { cellId, attempt: attempt + 1 } : undefined);
    if (!isDue) return;
    if (model.state === 'pending') become(model, 'queued');
    become(model, 'running');
    model.attempt++;
  });

/** A write by the current attempt, or by the one before it. */
const write = (
  name: string,
  late: number,
  run: (store: Store, ref: AttemptRef) => Promise<unknown>,
  effect: (model: Model) => unknown,
  refused: unknown,
): Command =>
  command(`${name}, ${String(late)} late`, async (model, { store, cellId }) => {
    const ref = { cellId, attempt: model.attempt - late };
    const counts = model.state === 'running' && late === 0;
    const isYielding = counts && (model.isYieldAsked || !isWanted(model));
    const isWithdrawn = late === 0 && ['pending', 'queued', 'failed', 'cancelled'].includes(model.state);
    await expect(store.attempts.review([ref])).resolves.toEqual({
      superseded: counts || isWithdrawn ? [] : [ref],
      withdrawn: isWithdrawn ? [ref] : [],
      yielding: isYielding ? [ref] : [],
      limited: [],
    });
    const answer = await run(store, ref);
    expect(answer).toEqual(counts ? effect(model) : refused);
  });

const recordEpochs = (late: number): Command =>
  write(
    'record epochs',
    late,
    (store, ref) => store.attempts.recordEpochs(ref, [epochOf(1)]),
    () => true,
    false,
  );

const release = (late: number): Command =>
  write(
    'release',
    late,
    (store, ref) => store.attempts.release(ref),
    (model) => {
      become(model, 'pending');
      model.isAvailable = true;
      return true;
    },
    false,
  );

const finish = (late: number, outcome: 'succeeded' | 'diverged'): Command =>
  write(
    outcome,
    late,
    (store, ref) => store.attempts.finish(ref, resultOf({ outcome }), null),
    (model) => {
      become(model, outcome);
      return true;
    },
    false,
  );

function loseAttempt(model: Model, failure: FailureClass): FailureVerdict {
  const failures = (model.failures.get(failure) ?? 0) + 1;
  model.failures.set(failure, failures);
  const delayMs = retryDelayMs(failure, failures);
  become(model, delayMs === null ? 'failed' : 'pending');
  model.isAvailable = delayMs === 0;
  return delayMs === null ? { state: 'failed' } : { state: 'retrying', delayMs };
}

const fail = (late: number, failure: FailureClass): Command =>
  write(
    `fail of ${failure}`,
    late,
    (store, ref) => store.attempts.fail(ref, { class: failure, message: 'it failed' }),
    (model) => loseAttempt(model, failure),
    { state: 'superseded' },
  );

const loseWorker = command('lose the worker', async (model, { store, sql }) => {
  await sql(`UPDATE workers SET last_seen_at = now() - interval '1 hour'`);
  const reclaimed = await store.feed.reclaimLost({ leaseMs: 1000 });
  expect(reclaimed).toBe(model.state === 'running' ? 1 : 0);
  if (model.state === 'running') loseAttempt(model, 'lost-worker');
  await store.workers.heartbeat('worker-1');
});

/** The next step of a life that can continue, or one more attempt. */
const continueOr = (again: Command): Command => ({
  check: () => true,
  async run(model, real) {
    if (!isWanted(model) && !isEnded(model.state)) await pauseOrResume(false, 'newest').run(model, real);
    else if (model.state === 'queued') await claim(0, GPU_ENGINE).run(model, real);
    else if (model.state === 'running') await again.run(model, real);
    else if (isEnded(model.state)) await submitAgain('any').run(model, real);
    else for (const step of [waitOut, markQueued]) await step.run(model, real);
  },
  toString: () => `continue or ${again.toString()}`,
});

const late = fc.constantFrom(0, 1);
const failures = fc.constantFrom(...FAILURE_CLASSES);

/** Half of the commands move the cell on; otherwise few lives would see a second attempt. */
const commands = fc.commands<Model, Real, false>(
  [
    fc.constantFrom(
      markQueued,
      waitOut,
      submitAgain('any'),
      submitAgain('gpu'),
      cancelNewest,
      retryNewest,
      returnToPending,
      loseWorker,
      preempt,
    ),
    fc
      .tuple(fc.boolean(), fc.constantFrom('newest' as const, 'oldest' as const))
      .map((args) => pauseOrResume(...args)),
    late.map(claimAgain),
    fc.tuple(late, fc.constantFrom(ENGINE, GPU_ENGINE)).map((args) => claim(...args)),
    late.map(recordEpochs),
    late.map(release),
    fc.tuple(late, fc.constantFrom('succeeded' as const, 'diverged' as const)).map((args) => finish(...args)),
    fc.tuple(late, failures).map((args) => fail(...args)),
    ...[1, 2, 3].map(() => failures.map((failure) => continueOr(fail(0, failure)))),
    ...[1, 2, 3].map(() => fc.constant(continueOr(release(0)))),
  ],
  { size: 'max', maxCommands: 40 },
);

it(
  'takes a cell through every life that the domain allows, whatever comes in whatever order',
  { timeout: 120_000 },
  async () => {
    const opened = await useStore();
    await registerWorker(opened.store);
    let lives = 0;
    await fc.assert(
      fc.asyncProperty(commands, async (given) => {
        const spec = sweepOf('life', [++lives]);
        const cellId = cellsOf(spec)[0]?.id ?? '';
        const sweeps = [(await submit(opened.store, spec)).id];
        const model: Model = {
          state: 'pending',
          attempt: 0,
          failures: new Map(),
          isAvailable: true,
          sweeps: [{ device: 'any', isPaused: false }],
          isYieldAsked: false,
        };
        try {
          await fc.asyncModelRun(() => ({ model, real: { ...opened, spec, cellId, sweeps } }), given);
        } finally {
          // So that they do not disturb the next life.
          await Promise.allSettled(sweeps.map((id) => opened.store.sweeps.cancel(id)));
        }
      }),
      { numRuns: 20 },
    );
  },
);
