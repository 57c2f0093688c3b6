import type { ApiKey, CreatedApiKey } from '@rote/client';
import { NewApiKey } from '@rote/contracts';
import { findFaults, InvalidInputError } from '@rote/domain';
import type { KeyRecord, Store } from '@rote/store';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions, withStore } from '../connect.js';

/** Where keys are made and revoked: an API, or the database itself. */
export interface KeyDesk {
  create(key: NewApiKey): Promise<CreatedApiKey>;
  list(): Promise<readonly ApiKey[]>;
  revoke(id: string): Promise<ApiKey>;
}

/** A record has the fields of the API's answer, and JSON writes its dates in the same form. */
const present = (record: KeyRecord): ApiKey => JSON.parse(JSON.stringify(record)) as ApiKey;

const deskOf = ({ keys }: Store): KeyDesk => ({
  async create(wanted) {
    const faults = findFaults(NewApiKey, wanted);
    if (faults.length > 0) throw new InvalidInputError('request-invalid', 'the key is not valid', faults);
    const { record, key } = await keys.create(wanted);
    return { ...present(record), key };
  },
  list: async () => (await keys.list()).map(present),
  revoke: async (id) => present(await keys.revoke(id)),
});

/**
 * Works on keys through the API that is named (`--api`, `ROTE_API_URL`), otherwise directly in the database: anyone who has its
 * password needs no key, and the first one has to come from somewhere.
 */
export async function withKeyDesk<T>(
  context: CommandContext,
  options: GlobalOptions,
  work: (desk: KeyDesk) => Promise<T>,
): Promise<T> {
  if ((options.api ?? context.config.ROTE_API_URL) === undefined)
    return await withStore(context, (store) => work(deskOf(store)), { migrates: true });
  const api = await connectApi(context, options);
  return await work({
    create: (key) => api.createKey(key),
    list: async () => (await api.listKeys()).items,
    revoke: (id) => api.revokeKey(id),
  });
}
