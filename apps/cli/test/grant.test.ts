import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useStore, useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';
import { runCommand as run } from './run-command.js';

it('grants, lists and revokes a login', async () => {
  const { url: DATABASE_URL, store } = await useStore();
  const rote = (...args: readonly string[]) => run(args, { DATABASE_URL });
  const name = `bob_${randomBytes(6).toString('hex')}`;
  const granted = await rote('grant', name);
  const url = new URL(granted.bytes.toString().trim());
  expect(url.username).toBe(`rote_${name}`);
  expect(url.pathname).toBe(new URL(DATABASE_URL).pathname);
  expect((await rote('sql', 'SELECT 1 AS one', '--json')).error).toBeUndefined();
  expect((await run(['psql', '--print'], { DATABASE_URL })).error).toMatchObject({ code: 'request-invalid' });
  expect((await rote('grant', '--list')).text).toMatch(new RegExp(`${name} +rote_${name} +0`));
  expect(JSON.parse((await rote('grant', '--list', '--json')).text)).toEqual(await store.logins.list());
  expect((await rote('grant', name)).error).toMatchObject({ code: 'request-invalid' });
  expect((await rote('grant', '--revoke', name)).text).toContain('Revoked');
  expect((await rote('grant', '--list')).text).toContain('There is no login');
  expect((await rote('grant')).exitCode).toBe(2);
  expect((await rote('grant', name, '--list')).exitCode).toBe(2);
});

it('opens psql read-only, without the password on its command line', async () => {
  const folder = await useTempDir();
  const file = path.join(folder, 'psql');
  await writeFile(
    file,
    `#!/bin/sh\nprintf '%s\\n' "$@" "$PGOPTIONS" "$PGPASSWORD" > "${folder}/told"\nexit $CODE\n`,
  );
  await chmod(file, 0o755);
  const env = {
    PATH: `${folder}:/bin:/usr/bin`,
    DATABASE_URL: 'postgresql://ada:p%40ss@db:5432/rote?schema=lab&sslmode=no-verify',
  };
  expect(await run(['psql', '--', '-c', 'SELECT 1'], { ...env, CODE: '0' })).toMatchObject({ exitCode: 0 });
  expect((await readFile(path.join(folder, 'told'), 'utf8')).split('\n')).toEqual([
    'postgresql://ada@db:5432/rote?sslmode=require',
    '-c',
    'SELECT 1',
    '-c default_transaction_read_only=on -c search_path=lab',
    'p@ss',
    '',
  ]);
  expect(await run(['psql'], { ...env, CODE: '3' })).toMatchObject({ exitCode: 1 });
  expect((await run(['psql'], { ...env, PATH: path.join(folder, 'nowhere') })).error).toMatchObject({
    code: 'request-invalid',
  });
});
