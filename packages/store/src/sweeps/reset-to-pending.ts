import { Prisma } from '../generated/client.js';

/** What a failed or cancelled cell becomes when a person asks for it again: pending, with a fresh count of failures. */
export const RESET_TO_PENDING = Prisma.sql`
  state = 'pending', failures = 0, tried_before = attempt, available_at = now(), queued_at = NULL, epoch = 0,
  worker_id = NULL, failure_class = NULL, failure_message = NULL, started_at = NULL, ended_at = NULL`;
