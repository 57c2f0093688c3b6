import type { Queryable } from '../database/database.js';

/** The advisory lock of the process that moves events. It is held for one transaction at a time. */
export const SEQUENCE_LOCK = 0x72_6f_74_66;

/** The lock's key in SQL: a Rote instance in another schema of the database has its own lock. */
export const sequenceKey = (lock: string): string => `CASE current_schema() WHEN 'public' THEN ${lock}::bigint
  ELSE (hashtext(current_schema())::bigint << 32) | ${lock}::bigint END`;

/** Waits for the process that moves events and adds up tallies, and keeps it waiting until the transaction ends. */
export async function lockSequence(tx: Queryable): Promise<void> {
  await tx.$executeRawUnsafe(`SELECT pg_advisory_xact_lock(${sequenceKey(String(SEQUENCE_LOCK))})`);
}
