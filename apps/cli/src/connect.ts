import { parseConnectionUrl, RoteError } from '@rote/domain';
import { openStore, type Store } from '@rote/store';
import { DEFAULT_PORT } from './cli-config.js';
import { createApiClient, type ApiClient } from './client.js';
import type { CommandContext } from './command-context.js';
import { findRunningStack } from './stack/running-stack.js';

export interface GlobalOptions {
  readonly api?: string;
}

/** A client of the API that was named (`--api`, `ROTE_API_URL`), else of this folder's stack, else of the usual port. */
export async function connectApi(
  { config, signal }: CommandContext,
  { api }: GlobalOptions,
): Promise<ApiClient> {
  const named = api ?? config.ROTE_API_URL;
  const url = named ?? (await findRunningStack(config.ROTE_STATE_DIR))?.apiUrl;
  if (named !== undefined) parseConnectionUrl(api === undefined ? 'ROTE_API_URL' : '--api', named);
  return createApiClient({
    url: url ?? `http://127.0.0.1:${String(config.ROTE_PORT ?? DEFAULT_PORT)}`,
    token: config.ROTE_API_TOKEN,
    signal,
  });
}

/**
 * Opens the database (`DATABASE_URL`, else that of this folder's stack) for the time of one piece of work.
 *
 * @throws RoteError `service-unavailable` where there is none
 */
export async function withStore<T>(
  { config }: CommandContext,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const stack = config.DATABASE_URL === undefined ? await findRunningStack(config.ROTE_STATE_DIR) : undefined;
  const databaseUrl = config.DATABASE_URL ?? stack?.databaseUrl;
  if (databaseUrl === undefined)
    throw new RoteError(
      'service-unavailable',
      `No stack runs on ${config.ROTE_STATE_DIR}, so there is no database to ask. ` +
        'Start one with "npm start" (or "rote up"), or set DATABASE_URL.',
    );
  const store = openStore({
    databaseUrl,
    readerUrl: stack?.readerUrl ?? undefined,
    maxConnections: 1,
  });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
