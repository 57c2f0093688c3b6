import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { noticeText } from './event-frames.js';

/** The body of an answer that continues until one side ends it. */
export interface EventStream {
  readonly body: Readable;
  /** Aborts when the client has gone, or the stream has ended. */
  readonly over: AbortSignal;
  /** Adds to the body. A client that does not read is dropped before much piles up. */
  send(text: string): void;
  /** Resolves when the client has read most of what was sent, or is gone. */
  drained(): Promise<void>;
  /** Ends the stream with the reason. What was sent before has some time to arrive. */
  close(reason: string): void;
}

/** What a client may leave unread: several thousand events. */
const MAX_UNREAD_BYTES = 1024 * 1024;
/** While it has less to read, more is fetched for it. */
const FULL_BYTES = 64 * 1024;
/** How long a client that is dropped has for reading what it was sent, and why. */
const GOODBYE_MS = 5000;
const LOOK_AGAIN_MS = 20;

export function createEventStream({ raw }: Pick<FastifyReply, 'raw'>): EventStream {
  const over = new AbortController();
  const body = new Readable({ read: () => undefined });
  const unread = (): number => body.readableLength + raw.writableLength;
  const end = (): void => {
    over.abort();
    body.destroy();
  };
  raw.once('close', end);
  if (raw.closed) end();

  const close = (reason: string): void => {
    if (over.signal.aborted) return;
    body.push(noticeText({ type: 'stream.closed', reason }));
    body.push(null);
    over.abort();
    const late = setTimeout(() => {
      raw.destroy();
    }, GOODBYE_MS);
    raw.once('close', () => {
      clearTimeout(late);
    });
  };

  return {
    body,
    over: over.signal,
    send(text) {
      if (over.signal.aborted) return;
      // What comes together may be more: only what was left from before counts.
      if (unread() > MAX_UNREAD_BYTES)
        close(
          'This client read too slowly: more than 1 MiB of events was waiting for it. It can resume with Last-Event-ID.',
        );
      else body.push(text);
    },
    async drained() {
      while (!over.signal.aborted && unread() > FULL_BYTES)
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    },
    close,
  };
}
