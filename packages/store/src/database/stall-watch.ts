import { finished, type Writable } from 'node:stream';
import { connectClient, destroyClient, endClient } from '@rote/postgres';
import pg from 'pg';

/** The server is checked once a client's query has run for this long. */
const QUIET_MS = 2000;
/** How long a live server may take to accept a client and answer it. */
const PROBE_MS = 5000;
/** A timer that is this late means that this process was frozen, not the server. */
const LATE_MS = 1000;

/** Notices a frozen server: its connections are open, but nothing comes back. */
export interface StallWatch {
  began(client: pg.Client): void;
  ended(client: pg.Client): void;
}

/** Whether the server answers, even if only to turn the client away. */
async function answers(databaseUrl: string): Promise<boolean> {
  const startedAt = performance.now();
  const hasStoodStill = (): boolean => performance.now() - startedAt > PROBE_MS + LATE_MS;
  try {
    const client = await connectClient(databaseUrl, {
      applicationName: 'rote-probe',
      timeoutMs: PROBE_MS,
      queryTimeoutMs: PROBE_MS,
    });
    await endClient(client);
    return true;
  } catch (error) {
    return error instanceof pg.DatabaseError || hasStoodStill();
  }
}

const STALLED = 'Connection terminated: the server does not answer';

/**
 * Returns a watch. A query may take as long as it needs while the server is alive. If one has been running for some
 * seconds, another connection checks the server; if it does not answer, all waiting queries are cut off and may be
 * retried.
 */
export function createStallWatch(databaseUrl: string): StallWatch {
  const waiting = new Map<pg.Client, number>();
  let timer: NodeJS.Timeout | undefined;
  let asking = false;
  let answeredAt = -Infinity;

  const look = async (): Promise<void> => {
    const now = performance.now();
    const isDue =
      [...waiting.values()].some((since) => now - since > QUIET_MS) && now - answeredAt > QUIET_MS;
    if (asking || !isDue) return;
    asking = true;
    const lives = await answers(databaseUrl);
    asking = false;
    if (lives) answeredAt = performance.now();
    else for (const [client, since] of waiting) if (since <= now) destroyClient(client, new Error(STALLED));
  };

  return {
    began(client) {
      waiting.set(client, performance.now());
      timer ??= setInterval(() => void look(), QUIET_MS / 2).unref();
    },
    ended(client) {
      waiting.delete(client);
      if (waiting.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}

/**
 * Returns a client class that reports its queries, and COPY as a stream. Each client has at most one in progress, because Prisma
 * awaits each.
 */
export function watched(Client: typeof pg.Client, watch: StallWatch): typeof pg.Client {
  const { query } = Client.prototype as unknown as {
    readonly query: (this: pg.Client, ...args: unknown[]) => unknown;
  };
  return class extends Client {
    override query(...args: unknown[]): never {
      watch.began(this);
      const end = (): void => {
        watch.ended(this);
      };
      const callback = args.at(-1);
      if (typeof callback !== 'function') {
        const result = query.apply(this, args) as Promise<unknown> | Writable;
        if (result instanceof Promise) result.then(end, end);
        else finished(result, end);
        return result as never;
      }
      // How the pool calls it.
      const tell = (...answer: unknown[]): void => {
        end();
        (callback as (...answer: unknown[]) => void)(...answer);
      };
      return query.apply(this, [...args.slice(0, -1), tell]) as never;
    }
  };
}
