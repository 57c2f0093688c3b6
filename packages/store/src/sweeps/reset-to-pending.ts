import { Prisma } from '../generated/client.js';

/** The state of a failed or cancelled cell `c` after a person asks for it again: pending, with a new count of failures. */
export const RESET_TO_PENDING = Prisma.sql`
  state = 'pending', failures = 0, tried_before = c.attempt, available_at = now(), queued_at = NULL, epoch = 0,
  worker_id = NULL, failure_class = NULL, failure_message = NULL, started_at = NULL, ended_at = NULL`;
