import pg from 'pg';

const TIMEOUT_MS = 5000;

/**
 * A connection that is made anew when it breaks. What looks often must not open one each time: signing in takes more
 * work than all that is asked.
 */
export function openWindow(databaseUrl) {
  let connecting;
  const connect = async () => {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const forget = async () => {
    const broken = connecting;
    connecting = undefined;
    await broken?.then(
      (client) => client.end().catch(() => undefined),
      () => undefined,
    );
  };
  return {
    /** Its rows, as arrays. */
    async query(text) {
      try {
        const client = await (connecting ??= connect());
        return (await client.query({ text, rowMode: 'array' })).rows;
      } catch (error) {
        // Not waited for: a server that stands still says no goodbye.
        void forget();
        throw error;
      }
    },
    close: forget,
  };
}
