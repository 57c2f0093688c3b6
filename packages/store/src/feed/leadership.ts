import { RoteError } from '@rote/domain';
import { connectClient, endClient, SERVER_KEEPALIVE } from '@rote/postgres';

/** "rote" in ASCII: the advisory lock of the process that feeds the queue. */
const LOCK = 0x72_6f_74_65;

/** A Rote instance in another schema of the database has its own lock. */
const TRY_TO_LEAD = `SELECT pg_try_advisory_lock(CASE current_schema() WHEN 'public' THEN $1::bigint
  ELSE (hashtext(current_schema())::bigint << 32) | $1::bigint END) AS leads`;

export interface Leadership {
  /**
   * Aborts when another process may lead, because the connection that holds the lock is gone or the lead was given up.
   */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Tries once to become the process that leads. The lead is a session's advisory lock on its own connection: Postgres
 * releases it when the process ends in any way, and soon after its host is gone.
 *
 * @param signal gives up the lead when aborted
 * @returns undefined if another process leads
 */
export async function tryToLead(databaseUrl: string, signal: AbortSignal): Promise<Leadership | undefined> {
  const client = await connectClient(databaseUrl, {
    applicationName: 'rote-feeder',
    settings: { ...SERVER_KEEPALIVE, statement_timeout: '10s', idle_session_timeout: '0' },
    queryTimeoutMs: 10_000,
  });
  const lost = new AbortController();
  let ending: Promise<void> | undefined;
  const release = (): Promise<void> => {
    signal.removeEventListener('abort', give);
    lost.abort();
    return (ending ??= endClient(client));
  };
  const give = (): void => void release();
  client.on('error', give);
  client.on('end', give);
  try {
    const { rows } = await client.query<{ leads: boolean }>(TRY_TO_LEAD, [LOCK]);
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
