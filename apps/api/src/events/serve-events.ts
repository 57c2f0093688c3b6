import type { Event, EventType } from '@rote/contracts';
import type { Store } from '@rote/store';
import { beatText, type EventFrame, frameOf, noticeText, retryText } from './event-frames.js';
import type { EventStream } from './event-stream.js';
import type { EventHub } from './start-event-hub.js';

interface ServedEvents {
  readonly hub: EventHub;
  readonly store: Pick<Store, 'events'>;
  readonly stream: EventStream;
  /** Only events of this sweep. */
  readonly sweep?: string | undefined;
  /** Only events of these types. */
  readonly types?: readonly EventType[] | undefined;
  /** Only events after this one. Default: those that happen from now on. */
  readonly after?: number | undefined;
  /** Asked now and then whether the listener still may. */
  readonly mayListen: () => Promise<boolean>;
}

/** What a listener that was away gets at once from the database. */
const PAGE = 500;
const RETRY_MS = 1000;

/** Returns where a listener that resumes begins, and why that is not where it left, if it is not. */
async function findStart(
  { hub, store }: Pick<ServedEvents, 'hub' | 'store'>,
  after: number,
  position: number,
): Promise<{ readonly cursor: number; readonly reason?: string }> {
  // Another process may have read further: an id from there is known here after the next look.
  const last = after > position ? await hub.look() : position;
  if (after > last)
    return {
      cursor: last,
      reason: `No event has the id ${String(after)} yet: it is not from this database, or this database was restored. Read the current state again.`,
    };
  const oldest = (await store.events.findOldest()) ?? last + 1;
  if (after >= oldest - 1) return { cursor: after };
  return {
    cursor: oldest - 1,
    reason: `Events after ${String(after)} and before ${String(oldest)} are no longer kept. Read the current state again.`,
  };
}

/** Sends a listener what it missed, from the database, and then what happens, until one side ends the stream. */
export async function serveEvents({
  hub,
  store,
  stream,
  sweep,
  types,
  after,
  mayListen,
}: ServedEvents): Promise<void> {
  const wants = (event: Event): boolean =>
    (sweep === undefined || event.sweep === sweep) && (types === undefined || types.includes(event.type));
  const send = (frames: readonly EventFrame[]): void => {
    const text = frames.map((frame) => (wants(frame.event) ? frame.text : '')).join('');
    if (text !== '') stream.send(text);
  };

  const position = await hub.look();
  stream.send(retryText(RETRY_MS));
  const { cursor: start, reason } =
    after === undefined ? { cursor: position } : await findStart({ hub, store }, after, position);
  if (reason !== undefined) stream.send(noticeText({ type: 'stream.missed', reason }));

  let cursor = start;
  while (cursor < hub.position() && !stream.over.aborted) {
    const upTo = hub.position();
    const records = await store.events.list({ after: cursor, upTo, sweep, limit: PAGE });
    send(records.map(frameOf).filter((frame) => frame !== undefined));
    cursor = records.length < PAGE ? upTo : (records.at(-1)?.id ?? upTo);
    await stream.drained();
  }
  if (stream.over.aborted) return;

  // Nothing happens between the last comparison above and this line.
  const remove = hub.add({
    hear: send,
    beat() {
      stream.send(beatText(hub.position()));
      mayListen().then(
        (may) => {
          if (!may)
            stream.close(
              'The key of this stream has expired or was revoked, or it had none and now needs one.',
            );
        },
        () => undefined, // the database is away; the next beat asks again
      );
    },
    end() {
      stream.close(
        'The server is shutting down. Another one, or this one after its restart, resumes the stream.',
      );
    },
  });
  stream.over.addEventListener('abort', remove, { once: true });
  stream.send(noticeText({ type: 'stream.opened' }, Math.max(cursor, hub.position())));
}
