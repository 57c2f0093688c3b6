import type { Queryable } from '../database/database.js';

/**
 * How long the slots of a silent worker still count: longer than the usual lease, so that a short pause causes no jump.
 */
const LIVE_WITHIN_MS = 120_000;

/** Slots of live workers with the same engine on the same kind of device. */
export interface LiveSlots {
  readonly engine: string;
  readonly device: string;
  readonly slots: number;
}

/**
 * @param leaseMs how long workers may be silent; the usual lease is shorter than the time that counts here
 */
export const readLiveSlots = (client: Queryable, leaseMs: number): Promise<readonly LiveSlots[]> =>
  client.$queryRaw<LiveSlots[]>`
    SELECT engine, device, sum(slots)::int AS slots FROM workers
    WHERE stopped_at IS NULL AND last_seen_at >= now() - ${Math.max(leaseMs, LIVE_WITHIN_MS)} * interval '1 millisecond'
    GROUP BY engine, device`;

/** Returns the slots that may train what a sweep asks for. */
export const slotsFor = (device: string, live: readonly LiveSlots[]): readonly LiveSlots[] =>
  device === 'gpu' ? live.filter((slots) => slots.device === 'gpu') : live;

export const countSlots = (live: readonly LiveSlots[]): number =>
  live.reduce((sum, { slots }) => sum + slots, 0);
