import { RoteError } from '@rote/domain';
import pg from 'pg';
import { SERVER_KEEPALIVE } from './server-keepalive.js';

/** "rote" in ASCII: the advisory lock of whoever feeds the queue. */
const LOCK = 0x72_6f_74_65;

export interface Leadership {
  /** Aborts when another may lead: the connection that holds the lock is gone, or the lead was given up. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Tries once to become the one process that leads. The lead is a session's advisory lock on a connection of its own:
 * Postgres frees it when the process ends in any way, and soon after its host is gone.
 *
 * @param signal gives up the lead
 * @returns undefined where another leads
 */
export async function tryToLead(databaseUrl: string, signal: AbortSignal): Promise<Leadership | undefined> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'rote-feeder',
    options: SERVER_KEEPALIVE,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  const lost = new AbortController();
  let ending: Promise<void> | undefined;
  const release = (): Promise<void> => {
    signal.removeEventListener('abort', give);
    lost.abort();
    return (ending ??= client.end());
  };
  const give = (): void => void release();
  client.on('error', give);
  client.on('end', give);
  try {
    await client.connect();
    const { rows } = await client.query<{ leads: boolean }>('SELECT pg_try_advisory_lock($1) AS leads', [
      LOCK,
    ]);
    if (signal.aborted) throw new RoteError('aborted', 'the attempt to lead was given up');
    if (rows[0]?.leads === true) {
      signal.addEventListener('abort', give, { once: true });
      return { lost: lost.signal, release };
    }
  } catch (error) {
    await release();
    throw error;
  }
  await release();
  return undefined;
}
