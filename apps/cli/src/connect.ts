import type { ApiClient } from '@rote/client';
import { parseConnectionUrl, RoteError } from '@rote/domain';
import { readKeyFile } from '@rote/runtime/read-key-file';
import type { Store } from '@rote/store';
import { DEFAULT_PORT } from './cli-config.js';
import type { CommandContext } from './command-context.js';
import { openClient } from './open-client.js';
import { findRunningStack } from './stack/running-stack.js';

export interface GlobalOptions {
  readonly api?: string;
  readonly apiKeyFile?: string;
}

/** Returns the context with the key of `--api-key-file`, if it is given, in place of that of `ROTE_API_KEY`. */
export async function withApiKey(
  context: CommandContext,
  { apiKeyFile: file }: Pick<GlobalOptions, 'apiKeyFile'>,
): Promise<CommandContext> {
  if (file === undefined) return context;
  return {
    ...context,
    config: { ...context.config, ROTE_API_KEY: await readKeyFile(file, '--api-key-file') },
  };
}

/** Connects to the API that was named (`--api`, `ROTE_API_URL`), else to this folder's stack, else to the default port. */
export async function connectApi(context: CommandContext, options: GlobalOptions): Promise<ApiClient> {
  const { config, signal, stderr } = await withApiKey(context, options);
  const { api } = options;
  const named = api ?? config.ROTE_API_URL;
  const url = named ?? (await findRunningStack(config.ROTE_STATE_DIR))?.apiUrl;
  if (named !== undefined)
    parseConnectionUrl(api === undefined ? 'ROTE_API_URL' : '--api', named, 'http://host:port');
  return openClient({
    url: url ?? `http://127.0.0.1:${String(config.ROTE_PORT ?? DEFAULT_PORT)}`,
    key: config.ROTE_API_KEY,
    signal,
    onWait: () => {
      stderr.write(
        'No answer yet; retrying until there is one. Ctrl-C stops the retries, and undoes nothing.\n',
      );
    },
  });
}

const sameStack = (a: string, b: string): boolean =>
  URL.canParse(a) &&
  URL.canParse(b) &&
  new URL(a).origin.replace('//localhost', '//127.0.0.1') ===
    new URL(b).origin.replace('//localhost', '//127.0.0.1');

/** Whether the options or the environment name an API other than that of this folder's stack, and no database. */
export async function namesOtherApi({ config }: CommandContext, { api }: GlobalOptions): Promise<boolean> {
  const named = api ?? config.ROTE_API_URL;
  if (named === undefined || config.DATABASE_URL !== undefined) return false;
  const running = await findRunningStack(config.ROTE_STATE_DIR);
  return running === undefined || !sameStack(named, running.apiUrl);
}

/** @throws RoteError `service-unavailable` if no database is named and no stack runs on this folder */
export async function findDatabase({
  config,
}: CommandContext): Promise<{ readonly databaseUrl: string; readonly readerUrl?: string | undefined }> {
  if (config.DATABASE_URL !== undefined) return { databaseUrl: config.DATABASE_URL };
  const running = await findRunningStack(config.ROTE_STATE_DIR);
  if (running === undefined)
    throw new RoteError(
      'service-unavailable',
      `No stack runs on ${config.ROTE_STATE_DIR}, so there is no database to query. ` +
        'Start one with "npm start" (or "npx rote up"), or set DATABASE_URL.',
    );
  return { databaseUrl: running.databaseUrl, readerUrl: running.readerUrl ?? undefined };
}

/** Returns the URL of the database that commands work in, with its password. */
export const databaseUrlOf = async (context: CommandContext): Promise<string> =>
  (await findDatabase(context)).databaseUrl;

/**
 * Opens the database (`DATABASE_URL`, else that of this folder's stack) for one piece of work. It is not that of an API that
 * is named: ask `namesOtherApi` first.
 *
 * @param options `migrates`: brings the database up to date first, because no API may have run on it. Default: no.
 * @throws RoteError `service-unavailable` if there is none
 */
export async function withStore<T>(
  context: CommandContext,
  work: (store: Store) => Promise<T>,
  { migrates = false }: { readonly migrates?: boolean } = {},
): Promise<T> {
  // Not at the top, because it takes long to load: most commands only talk to the API.
  const { migrate, openStore } = await import('@rote/store');
  const database = await findDatabase(context);
  if (migrates) await migrate(database.databaseUrl);
  const store = openStore({ ...database, maxConnections: 1 });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
