import pg from 'pg';

const TIMEOUT_MS = 5000;

export interface PostgresWindow {
  /** Returns the rows of a query, as arrays. */
  query<Row extends readonly unknown[]>(text: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/**
 * Opens a connection that is replaced after it breaks. A caller that looks often must not open one each time, because
 * signing in costs more than the query.
 */
export function openWindow(databaseUrl: string): PostgresWindow {
  let connecting: Promise<pg.Client> | undefined;
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const close = async (): Promise<void> => {
    const current = connecting;
    connecting = undefined;
    await current?.then(
      (client) => client.end().catch(() => undefined),
      () => undefined,
    );
  };
  return {
    async query<Row extends readonly unknown[]>(text: string) {
      try {
        const client = await (connecting ??= connect());
        return (await client.query<Row & unknown[]>({ text, rowMode: 'array' })).rows;
      } catch (error) {
        // Not awaited: a server that stands still does not answer a goodbye.
        void close();
        throw error;
      }
    },
    close,
  };
}
