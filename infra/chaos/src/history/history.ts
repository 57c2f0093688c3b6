import { setTimeout as delay } from 'node:timers/promises';
import type { CellState } from '@rote/domain';
import { openWindow } from './postgres-window.js';

const POLL_MS = 150;

/** Reads the state of each cell, and a hash of all columns of its result and of its curve. */
const LOOK = `
  SELECT c.id, c.state, c.attempt, c.worker_id, (
    SELECT md5(to_jsonb(r)::text || coalesce(jsonb_agg(to_jsonb(e) ORDER BY e.epoch)::text, ''))
    FROM cell_results r LEFT JOIN epochs e ON e.cell_id = r.cell_id WHERE r.cell_id = c.id GROUP BY r.cell_id, r.*
  ) AS result
  FROM cells c ORDER BY c.id`;

/** A cell as a poll saw it. */
export interface SeenCell {
  readonly id: string;
  readonly state: CellState;
  readonly attempt: number;
  readonly workerId: string | null;
  /** A hash of its result and curve; `null` if it has no result. */
  readonly result: string | null;
}

export interface Poll {
  readonly atMs: number;
  readonly cells: readonly SeenCell[];
}

/** Returns how many cells had their result. */
export const resultsIn = ({ cells }: Pick<Poll, 'cells'>): number =>
  cells.filter(({ result }) => result !== null).length;

/** Whether every cell had its result; false before any was submitted. */
export const isOver = (poll: Pick<Poll, 'cells'>): boolean =>
  poll.cells.length > 0 && resultsIn(poll) === poll.cells.length;

export interface RunHistory {
  readonly polls: readonly Poll[];
  /** Looks once. */
  look(): Promise<Poll>;
  /** Waits until `find` returns something other than undefined for a poll, and returns that. */
  until<Found>(find: (poll: Poll) => Found | undefined): Promise<Found>;
  stop(): Promise<void>;
}

export interface HistoryOptions {
  readonly databaseUrl: string;
  /** When this aborts, all who wait in `until` get its reason. */
  readonly signal: AbortSignal;
}

/** Looks at Postgres several times a second until it is stopped, whatever happens to the server meanwhile. */
export function startHistory({ databaseUrl, signal }: HistoryOptions): RunHistory {
  const window = openWindow(databaseUrl);
  const polls: Poll[] = [];
  const listeners = new Set<(poll: Poll) => void>();
  const stopping = new AbortController();

  const look = async (): Promise<Poll> => {
    type Row = readonly [string, CellState, number, string | null, string | null];
    const rows = await window.query<Row>(LOOK);
    const cells = rows.map(([id, state, attempt, workerId, result]) => ({
      id,
      state,
      attempt,
      workerId,
      result,
    }));
    const poll = { atMs: Date.now(), cells };
    polls.push(poll);
    for (const listener of [...listeners]) listener(poll);
    return poll;
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await look().catch(() => undefined);
      await delay(POLL_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const ended = run();

  return {
    polls,
    look,
    until: <Found>(find: (poll: Poll) => Found | undefined) =>
      new Promise<Found>((resolve, reject) => {
        const forget = (): void => {
          listeners.delete(listener);
          signal.removeEventListener('abort', onAbort);
        };
        const listener = (poll: Poll): void => {
          const found = find(poll);
          if (found === undefined) return;
          forget();
          resolve(found);
        };
        const onAbort = (): void => {
          forget();
          reject(signal.reason as Error);
        };
        listeners.add(listener);
        signal.addEventListener('abort', onAbort, { once: true });
        if (signal.aborted) onAbort();
      }),
    async stop() {
      stopping.abort();
      await ended;
      await window.close();
    },
  };
}
