import { setTimeout as delay } from 'node:timers/promises';
import { NotInjectedError } from './not-injected.mjs';

/** Faults come while at least so much of the sweep is still to be done. */
const LATEST = 0.6;
const LONGEST_WAIT_MS = 1500;

/** What a fault finds: a sweep under way, a stack to do something to, and random numbers that its seed decides. */
export function createScene({ stack, history, client, random, spec, cellIds, settings, env, signal }) {
  const injections = [];
  const violations = [];
  const startedAtMs = Date.now();
  const resultsIn = ({ cells }) => cells.filter(({ result }) => result !== null).length;
  const isOver = (poll) => poll.cells.length > 0 && resultsIn(poll) === poll.cells.length;
  const between = (least, most) => least + random.uniform() * (most - least);

  const scene = {
    stack,
    history,
    client,
    random,
    spec,
    cellIds,
    settings,
    env,
    signal,
    injections,
    violations,
    between,
    pick: (items) => items[random.integer(items.length)],
    wait: (ms) => delay(ms, undefined, { signal }),
    /** Waits for a random moment: so many results are there, and a little later. */
    async midway() {
      const results = random.integer(Math.max(1, Math.floor(cellIds.length * LATEST)));
      const waitMs = between(0, LONGEST_WAIT_MS);
      await history.until((poll) => resultsIn(poll) >= results || undefined);
      await scene.wait(waitMs);
    },
    /** Waits until the worker trains something, and finds what. */
    async untilTraining(worker) {
      const ofWorker = (poll) => {
        const { workerId } = worker.ready ?? {};
        const running = poll.cells.filter((cell) => cell.state === 'running' && cell.workerId === workerId);
        if (running.length > 0) return running;
        return isOver(poll) ? [] : undefined;
      };
      const running =
        ofWorker(await history.look().catch(() => ({ cells: [] }))) ?? (await history.until(ofWorker));
      if (running.length === 0) throw new NotInjectedError('all cells had ended');
      return running;
    },
    /**
     * Notes that something was done, and to which running cells: those have to run again.
     */
    inject(what, hits = []) {
      const atMs = Date.now();
      injections.push({ what, atMs, afterSeconds: (atMs - startedAtMs) / 1000, hits });
    },
    /** Notes that the service did what it must not. */
    violate(kind, detail) {
      violations.push({ kind, detail });
    },
  };
  return scene;
}
