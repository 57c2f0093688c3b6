import type pg from 'pg';

const GOODBYE_MS = 2000;

/** Cuts a client's connection without notifying the server. */
export function destroyClient(client: pg.ClientBase, error?: Error): void {
  const { connection } = client as unknown as {
    readonly connection?: { readonly stream?: { destroy(error?: Error): void } };
  };
  connection?.stream?.destroy(error);
}

/**
 * Ends a client. If the server is frozen and never answers the goodbye, the connection is cut. Never rejects, never
 * hangs.
 */
export async function endClient(client: pg.Client): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, GOODBYE_MS);
  });
  await Promise.race([client.end().catch(() => undefined), late]);
  clearTimeout(timer);
  destroyClient(client);
}
