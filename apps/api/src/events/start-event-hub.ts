import { RoteError } from '@rote/domain';
import type { Logger } from '@rote/runtime';
import type { EventFeed, EventRecord, Store } from '@rote/store';
import { createAlarm } from '../loops/alarm.js';
import { createRetryLoop } from '../loops/retry-loop.js';
import { type EventFrame, frameOf } from './event-frames.js';

/** Gets every event from when it was added, in order. */
interface EventListener {
  /** Called with events that came together. It must not throw. */
  hear(frames: readonly EventFrame[]): void;
  /** Called now and then, with or without events. It must not throw. */
  beat(): void;
  /** Called when the process stops listening for good. */
  end(): void;
}

/** Reads events once for all who listen in this process. */
export interface EventHub {
  /**
   * Resolves to the id of the last event, after at least one look into the database that began after the call.
   *
   * @throws RoteError `service-unavailable` (retryable) if the database does not answer in time
   */
  look(): Promise<number>;
  /** The id of the last event that listeners have heard. */
  position(): number;
  /** Adds a listener. @returns a function that removes it */
  add(listener: EventListener): () => void;
  /** Ends all listeners, and stops reading. */
  stop(): Promise<void>;
}

export interface EventHubOptions {
  readonly store: Pick<Store, 'events' | 'openEventFeed'>;
  readonly logger: Logger;
  /** How long events are kept. Default: a week. */
  readonly keptHours?: number;
  /** Pause between two looks while someone listens. Default: 100 ms. */
  readonly intervalMs?: number;
  /** Pause between two beats. Default: 15 s. */
  readonly beatMs?: number;
}

const SECOND = 1000;
/** Pause between two looks while no one listens: the outbox must not grow. */
const IDLE_MS = SECOND;
const MAX_DELAY_MS = 5 * SECOND;
const LOOK_MS = 10 * SECOND;
const PRUNE_MS = 60 * SECOND;
const WEEK_HOURS = 7 * 24;

export function startEventHub({
  store,
  logger,
  keptHours = WEEK_HOURS,
  intervalMs = 100,
  beatMs = 15 * SECOND,
}: EventHubOptions): EventHub {
  const stopping = new AbortController();
  const alarm = createAlarm();
  const feed: EventFeed = store.openEventFeed();
  const loop = createRetryLoop({
    name: 'Reading events',
    logger,
    minDelayMs: intervalMs,
    maxDelayMs: MAX_DELAY_MS,
  });
  const listeners = new Set<EventListener>();
  const looking = new Set<(position: number) => void>();
  let position = 0;

  const tell = (records: readonly EventRecord[]): void => {
    const frames = records.map(frameOf).filter((frame) => frame !== undefined);
    position = feed.last() ?? position;
    if (frames.length > 0) for (const listener of [...listeners]) listener.hear(frames);
  };

  const prune = async (): Promise<void> => {
    while ((await store.events.prune(keptHours)) > 0 && !stopping.signal.aborted);
  };

  const run = async (): Promise<void> => {
    let prunedAt = performance.now();
    while (!stopping.signal.aborted) {
      const waiting = [...looking];
      const records = await loop.attempt(() => feed.next());
      if (records !== undefined) {
        tell(records);
        for (const found of waiting) found(position);
        if (records.length > 0 && feed.hasMore()) continue;
      }
      if (records !== undefined && performance.now() - prunedAt > PRUNE_MS) {
        prunedAt = performance.now();
        await loop.attempt(prune);
      }
      const pauseMs = listeners.size > 0 ? intervalMs : IDLE_MS;
      await (loop.delayMs() > 0 ? createAlarm() : alarm).sleep(
        Math.max(loop.delayMs(), pauseMs),
        stopping.signal,
      );
    }
  };
  const ended = run();
  const beats = setInterval(() => {
    for (const listener of [...listeners]) listener.beat();
  }, beatMs).unref();

  return {
    position: () => position,
    async look() {
      let found: (position: number) => void = () => undefined;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => {
          reject(
            new RoteError(
              'service-unavailable',
              'the database does not say what has happened: try again later',
              {
                retryable: true,
              },
            ),
          );
        }, LOOK_MS);
      });
      try {
        const looked = new Promise<number>((resolve) => {
          found = resolve;
          looking.add(found);
        });
        alarm.ring();
        return await Promise.race([looked, late]);
      } finally {
        clearTimeout(timer);
        looking.delete(found);
      }
    },
    add(listener) {
      listeners.add(listener);
      alarm.ring();
      return () => listeners.delete(listener);
    },
    async stop() {
      clearInterval(beats);
      stopping.abort();
      for (const listener of [...listeners]) listener.end();
      await ended;
      await feed.close();
    },
  };
}
