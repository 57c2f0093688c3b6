import type { Event, StreamNotice } from '@rote/contracts';
import type { EventRecord } from '@rote/store';
import { toEvent } from '../presenters/event.js';

/** An event as it is sent to every listener (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export interface EventFrame {
  readonly event: Event;
  readonly text: string;
}

/** Puts an event in the form in which it is sent; undefined if this version of Rote does not know it. */
export function frameOf(record: EventRecord): EventFrame | undefined {
  const event = toEvent(record);
  if (event === undefined) return undefined;
  // JSON has no line break outside of its texts, and escapes those inside.
  return {
    event,
    text: `id: ${String(event.id)}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
  };
}

/**
 * Puts what a stream says about itself in that form.
 *
 * @param id where the client resumes if the connection breaks before the next event. Default: where it would have anyway
 */
export const noticeText = (notice: StreamNotice, id?: number): string =>
  `${id === undefined ? '' : `id: ${String(id)}\n`}event: ${notice.type}\ndata: ${JSON.stringify(notice)}\n\n`;

/**
 * Shows both sides, and what is between them, that the connection works. Clients only note the id, after which they resume: a
 * listener to a quiet sweep would otherwise resume after an event that is no longer kept.
 */
export const beatText = (id: number): string => `: still here\nid: ${String(id)}\n\n`;

/** Tells the client how long to wait before it connects again. */
export const retryText = (ms: number): string => `retry: ${String(ms)}\n\n`;
