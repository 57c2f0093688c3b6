import { Prisma } from '../generated/client.js';

/**
 * How many cells of a sweep (`sweep_id`), or of all (NULL), are in a `state`, in rows to be added up: those that were added up before,
 * and the steps since. Together they are true at any moment. `slot_seconds`, and the greatest `changed_at`, likewise.
 */
export const ALL_TALLIES = Prisma.sql`
  SELECT sweep_id, state, cells, slot_seconds, changed_at FROM tallies
  UNION ALL SELECT sweep_id, state, cells, slot_seconds, changed_at FROM tally_steps`;
