import { withDeadline } from './deadline.js';

interface Closable {
  close(force?: boolean): Promise<void>;
  disconnect(): Promise<void>;
}

const CLOSE_TIMEOUT_MS = 2000;

/**
 * Closes a queue or a worker of BullMQ. Its own `close` says goodbye to the server, and waits for a server if there is
 * none; in that case the connection is cut. Never rejects and never hangs.
 */
export async function closeBounded(closable: Closable, force = false): Promise<void> {
  try {
    await withDeadline(closable.close(force), CLOSE_TIMEOUT_MS, 'closing the queue');
  } catch {
    // Not awaited: a connection that is being re-established has no end to report.
    closable.disconnect().catch(() => undefined);
  }
}
