import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ApiKey, CreatedApiKey } from '@rote/contracts';
import { useStore, useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';
import { useApi } from './api-process.js';
import { runCommand as run } from './run-command.js';

const keyIn = (text: string): string => /^rote_\w+/m.exec(text)?.[0] ?? '';

it(
  'makes the first key in the database, and everything else through the API with it',
  { timeout: 60_000 },
  async () => {
    const { url: DATABASE_URL } = await useStore();
    const made = await run(['keys', 'create', '--name', 'operator', '--scope', 'admin'], { DATABASE_URL });
    expect(made.text).toMatch(
      /^rote_[0-9a-f]{12}_[0-9a-f]{64}\nKey [0-9a-f]{12} "operator" allows admin\. Keep it/,
    );
    const file = path.join(await useTempDir(), 'admin.key');
    await writeFile(file, `${keyIn(made.text)}\n`);
    const ROTE_API_URL = await useApi(DATABASE_URL);
    const admin = (...args: readonly string[]) => run([...args, '--api-key-file', file], { ROTE_API_URL });

    const words = [
      'keys',
      'create',
      '--name',
      'ada',
      '--scope',
      'read',
      'sql',
      '--expires-in-days',
      '7',
      '--json',
    ];
    const ada = JSON.parse((await admin(...words)).text.split('\nKey ')[0] ?? '') as CreatedApiKey;
    expect(ada).toMatchObject({ name: 'ada', scopes: ['read', 'sql'], state: 'active' });
    const list = async () => JSON.parse((await admin('keys', 'list', '--json')).text) as readonly ApiKey[];
    expect((await list()).map(({ name }) => name)).toEqual(['ada', 'operator']);
    expect((await admin('keys', 'list')).text).toMatch(/ada +active +read, sql/);

    const asAda = (...args: readonly string[]) => run(args, { ROTE_API_URL, ROTE_API_KEY: ada.key });
    expect((await asAda('status')).error).toBeUndefined();
    expect((await asAda('keys', 'list')).error).toMatchObject({
      message: `This needs a key with the scope "admin"; the key ${ada.id} ("ada") has read, sql.`,
    });
    const bare = await run(['status'], { ROTE_API_URL });
    expect([bare.exitCode, bare.error]).toEqual([
      1,
      expect.objectContaining({
        message: expect.stringMatching(/requires a key.*ROTE_API_KEY or --api-key-file/) as unknown,
      }),
    ]);

    expect((await admin('keys', 'revoke', ada.id)).text).toBe(`Revoked key ${ada.id} "ada".\n`);
    expect((await asAda('status')).error).toMatchObject({
      message: expect.stringContaining(`The key ${ada.id} ("ada") is revoked`) as unknown,
    });
    expect((await run(['keys', 'revoke', ada.id, '--json'], { DATABASE_URL })).text).toContain(
      '"state": "revoked"',
    );
  },
);

it('says what is wrong with a key to make, and with a file that should have one, without its content', async () => {
  const { url: DATABASE_URL } = await useStore();
  expect(
    (await run(['keys', 'create', '--name', '', '--scope', 'read'], { DATABASE_URL })).error,
  ).toMatchObject({
    code: 'request-invalid',
    message: expect.stringContaining('/name') as unknown,
  });
  expect((await run(['keys', 'create', '--name', 'x', '--scope', 'root'])).text).toContain(
    'Scopes are read, submit',
  );
  const whole = `rote_${'0'.repeat(12)}_${'5'.repeat(64)}`;
  const revoked = await run(['keys', 'revoke', whole], { DATABASE_URL });
  expect(revoked.error).toMatchObject({
    code: 'request-invalid',
    message: expect.stringContaining('Give only the 12 digits after rote_') as unknown,
  });
  expect(`${revoked.text} ${String(revoked.error)}`).not.toContain('5'.repeat(64));
  const file = path.join(await useTempDir(), 'key');
  await writeFile(file, 'hunter2');
  const { error } = await run(['status', '--api-key-file', file]);
  expect(error).toMatchObject({ code: 'config-invalid', message: expect.stringContaining(file) as unknown });
  expect(String(error)).not.toContain('hunter2');
});
