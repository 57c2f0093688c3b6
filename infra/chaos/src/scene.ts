import { setTimeout as delay } from 'node:timers/promises';
import type { RandomSource, SweepSpec } from '@rote/domain';
import type { Violation } from './history/check-history.js';
import type { Poll, RunHistory, SeenCell } from './history/history.js';
import { isOver, resultsIn } from './history/history.js';
import { NotInjectedError } from './not-injected.js';
import type { Client } from './stack/client.js';
import type { Service } from './stack/service.js';
import type { Stack } from './stack/stack.js';

/** A fault begins before this share of the cells has results. */
const LATEST = 0.6;
const LONGEST_WAIT_MS = 1500;

/** What all runs have in common. */
export interface RunSettings {
  /** The environment of the services. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly leaseMs: number;
  readonly outageSeconds: number;
}

/** A fault that was injected. */
export interface Injection {
  readonly what: string;
  readonly atMs: number;
  /** Since the scene began. */
  readonly afterSeconds: number;
  /** The running cells that it hit, which have to run again. */
  readonly hits: readonly SeenCell[];
}

/** What a scene is made of. */
export interface SceneParts {
  readonly stack: Stack;
  readonly history: RunHistory;
  readonly client: Client;
  /** Its numbers depend only on the fault and the seed of the run. */
  readonly random: RandomSource;
  readonly spec: SweepSpec;
  readonly cellIds: readonly string[];
  readonly settings: RunSettings;
  /** The environment of this run's services. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** What a fault finds: a sweep in progress, a stack to disturb, and random numbers. */
export interface Scene extends Omit<SceneParts, 'cellIds'> {
  readonly injections: readonly Injection[];
  readonly violations: readonly { readonly kind: Violation; readonly detail: string }[];
  /** Returns a random number in this range. */
  between(least: number, most: number): number;
  /** Returns a random item. */
  pick<Item>(items: readonly Item[]): Item;
  wait(ms: number): Promise<void>;
  /** Waits for a random moment: until a random number of results is there, and a little longer. */
  midway(): Promise<void>;
  /**
   * Waits until the worker trains something, and returns those cells.
   *
   * @throws NotInjectedError if all cells have ended
   */
  untilTraining(worker: Service): Promise<readonly [SeenCell, ...SeenCell[]]>;
  /** Records what was done, and which running cells it hit. */
  inject(what: string, hits?: readonly SeenCell[]): void;
  /** Records that the service did something that it must not do. */
  violate(kind: Violation, detail: string): void;
}

export function createScene({ cellIds, ...parts }: SceneParts): Scene {
  const { history, random, signal } = parts;
  const injections: Injection[] = [];
  const violations: Scene['violations'][number][] = [];
  const startedAtMs = Date.now();
  const between = (least: number, most: number): number => least + random.uniform() * (most - least);
  const wait = (ms: number): Promise<void> => delay(ms, undefined, { signal });

  return {
    ...parts,
    injections,
    violations,
    between,
    pick: (items) => items[random.integer(items.length)]!,
    wait,
    async midway() {
      const results = random.integer(Math.max(1, Math.floor(cellIds.length * LATEST)));
      const waitMs = between(0, LONGEST_WAIT_MS);
      await history.until((poll) => resultsIn(poll) >= results || undefined);
      await wait(waitMs);
    },
    async untilTraining(worker) {
      const inWorker = (poll: Pick<Poll, 'cells'>): readonly SeenCell[] | undefined => {
        const workerId = worker.ready?.workerId;
        const running = poll.cells.filter((cell) => cell.state === 'running' && cell.workerId === workerId);
        return running.length > 0 || isOver(poll) ? running : undefined;
      };
      const now = await history.look().catch(() => ({ cells: [] }));
      const [first, ...others] = inWorker(now) ?? (await history.until(inWorker));
      if (first === undefined) throw new NotInjectedError('all cells had ended');
      return [first, ...others];
    },
    inject(what, hits = []) {
      const atMs = Date.now();
      injections.push({ what, atMs, afterSeconds: (atMs - startedAtMs) / 1000, hits });
    },
    violate(kind, detail) {
      violations.push({ kind, detail });
    },
  };
}
