import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { useHttpServer, useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';
import { findAnsweringStack, findRunningStack } from '../src/stack/running-stack.js';
import { readStackFile, removeStackFile, writeStackFile } from '../src/stack/stack-file.js';

const RECORD = {
  pid: process.pid,
  apiUrl: 'http://127.0.0.1:1',
  databaseUrl: 'postgres://x',
  readerUrl: 'postgres://reader@x',
  redisUrl: null,
};

/** A state folder that does not exist yet. */
const newStateDir = async (): Promise<string> => path.join(await useTempDir(), 'state');

it('records the running stack, readable only for this user, until that stack removes it', async () => {
  const folder = await newStateDir();
  await expect(findRunningStack(folder)).resolves.toBeUndefined();
  await writeStackFile(folder, RECORD);
  await expect(findRunningStack(folder)).resolves.toEqual(RECORD);
  expect((await stat(path.join(folder, 'stack.json'))).mode & 0o777).toBe(0o600);

  await removeStackFile(folder, process.pid + 1);
  await expect(readStackFile(folder)).resolves.toEqual(RECORD);
  await removeStackFile(folder, process.pid);
  await expect(readStackFile(folder)).resolves.toBeUndefined();
});

it('ignores what a killed stack has left behind', async () => {
  const folder = await newStateDir();
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  await writeStackFile(folder, { ...RECORD, pid: child.pid ?? 0 });
  await expect(findRunningStack(folder)).resolves.toBeUndefined();
});

it('believes a pid only if the API answers', async () => {
  const folder = await newStateDir();
  await writeStackFile(folder, RECORD);
  await expect(findAnsweringStack(folder)).resolves.toBeUndefined();

  const apiUrl = await useHttpServer((_, response) => response.end('{}'));
  const record = { ...RECORD, apiUrl };
  await writeStackFile(folder, record);
  await expect(findAnsweringStack(folder)).resolves.toEqual(record);
});
