import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { silentLogger, useStore, useTempDir } from '@rote/testkit';
import { describe, expect, it } from 'vitest';
import { requireKeys } from '../src/access/require-keys.js';

const KEY = `rote_${'a1'.repeat(6)}_${'b2'.repeat(32)}`;

describe('an API that asks for keys', () => {
  it('starts with one that the environment or a file gives, and then without it, until it is revoked', async () => {
    const { store } = await useStore();
    const start = (
      config: { readonly ROTE_ADMIN_KEY?: string; readonly ROTE_ADMIN_KEY_FILE?: string } = {},
    ) =>
      requireKeys(
        { ROTE_HOST: '0.0.0.0', ...config },
        { keys: 'always' },
        { ...store, logger: silentLogger },
      );
    await expect(start()).rejects.toMatchObject({ code: 'config-invalid' });
    const file = path.join(await useTempDir(), 'key');
    await writeFile(file, `${KEY}\n`);
    await start({ ROTE_ADMIN_KEY_FILE: file });
    await start({ ROTE_ADMIN_KEY: KEY });
    await start();
    await expect(store.keys.list()).resolves.toMatchObject([{ id: 'a1'.repeat(6), scopes: ['admin'] }]);
    await expect(store.keys.find(KEY)).resolves.toMatchObject({ state: 'active' });

    await store.keys.revoke('a1'.repeat(6));
    await expect(start()).rejects.toThrow(/ROTE_HOST=0\.0\.0\.0 .*none exists/);
    await expect(start({ ROTE_ADMIN_KEY: KEY })).rejects.toThrow(
      /^ROTE_ADMIN_KEY: the key a1a1a1a1a1a1 is revoked/,
    );
    await expect(start({ ROTE_ADMIN_KEY_FILE: `${file}.absent` })).rejects.toThrow(
      /ROTE_ADMIN_KEY_FILE .*ENOENT/,
    );
    await writeFile(file, 'hunter2');
    await expect(start({ ROTE_ADMIN_KEY_FILE: file })).rejects.toThrow(/^(?!.*hunter2).*has no key/s);
  });

  it('may be on a loopback address, and one that asks for none anywhere', async () => {
    const { store } = await useStore();
    const start = (ROTE_HOST: string, keys: 'always' | 'once-keys-exist' | 'never') =>
      requireKeys({ ROTE_HOST }, { keys }, { keys: store.keys, logger: silentLogger });
    await expect(start('localhost', 'always')).rejects.toThrow(/ROTE_API_AUTH=required/);
    await start('localhost', 'once-keys-exist');
    await start('0.0.0.0', 'never');
  });
});
