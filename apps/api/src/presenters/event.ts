import { allCounts, type Event, EVENT_TYPES, type EventType } from '@rote/contracts';
import type { EventRecord } from '@rote/store';

const isKnown = (type: string): type is EventType => (EVENT_TYPES as readonly string[]).includes(type);

/** Puts an event in the form of the API. Returns undefined if a later version of Rote wrote it and this one does not know it. */
export function toEvent({ id, type, happenedAt, sweep, data }: EventRecord): Event | undefined {
  if (!isKnown(type)) return undefined;
  const counts = type === 'sweep.counts' ? { counts: allCounts(data['counts'] ?? {}) } : {};
  // The triggers that write `data` write the fields of the type.
  return { id, type, at: happenedAt.toISOString(), sweep, ...data, ...counts } as unknown as Event;
}
