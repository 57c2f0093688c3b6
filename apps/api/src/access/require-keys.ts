import { RoteError } from '@rote/domain';
import { type Logger, readKeyFile } from '@rote/runtime';
import type { KeyStore } from '@rote/store';
import type { AccessRules } from './access-rules.js';
import { isLoopback } from './loopback.js';

/** The name of the key that the environment gives. */
const ADMIN_KEY_NAME = 'ROTE_ADMIN_KEY';

export interface KeyConfig {
  readonly ROTE_HOST: string;
  readonly ROTE_ADMIN_KEY?: string | undefined;
  readonly ROTE_ADMIN_KEY_FILE?: string | undefined;
}

async function storeAdminKey(config: KeyConfig, keys: Pick<KeyStore, 'ensureAdmin'>): Promise<void> {
  const { ROTE_ADMIN_KEY: given, ROTE_ADMIN_KEY_FILE: file } = config;
  const key = given ?? (file === undefined ? undefined : await readKeyFile(file, 'ROTE_ADMIN_KEY_FILE'));
  if (key === undefined) return;
  await keys.ensureAdmin(key, ADMIN_KEY_NAME).catch((error: unknown) => {
    throw error instanceof RoteError && error.code === 'config-invalid'
      ? new RoteError(
          'config-invalid',
          `${given === undefined ? 'ROTE_ADMIN_KEY_FILE' : 'ROTE_ADMIN_KEY'}: ${error.message}`,
        )
      : error;
  });
}

const noKey = (host: string): RoteError =>
  new RoteError(
    'config-invalid',
    (isLoopback(host)
      ? 'ROTE_API_AUTH=required, but no key of this API works. '
      : `ROTE_HOST=${host} lets other machines use this API, so every request needs a key, but none exists. `) +
      'Make one on this host, with the same DATABASE_URL: rote keys create --name NAME --scope admin. For an embedded ' +
      'database, do so while "rote up" runs without ROTE_HOST. Or set ROTE_ADMIN_KEY to the output of ' +
      'echo "rote_$(openssl rand -hex 6)_$(openssl rand -hex 32)". ' +
      'ROTE_API_AUTH=off starts it without keys: then everyone who reaches it may do everything.',
  );

/**
 * Stores the key that the environment gives, if it gives one, and checks that there is a key that works if requests need one.
 *
 * @throws RoteError `config-invalid` if requests need a key and none works, or if the given one does not
 */
export async function requireKeys(
  config: KeyConfig,
  { keys: policy }: Pick<AccessRules, 'keys'>,
  { keys, logger }: { readonly keys: KeyStore; readonly logger: Pick<Logger, 'warn' | 'info'> },
): Promise<void> {
  await storeAdminKey(config, keys);
  const { ROTE_HOST: host } = config;
  if (policy === 'never' && !isLoopback(host))
    logger.warn({ host }, 'ROTE_API_AUTH=off: everyone who reaches this address may do everything');
  if (policy === 'always' && (await keys.list()).every(({ state }) => state !== 'active')) throw noKey(host);
}
