import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findAnsweringStack, findRunningStack } from '../src/stack/running-stack.js';
import { readStackFile, removeStackFile, writeStackFile } from '../src/stack/stack-file.js';

const RECORD = {
  pid: process.pid,
  apiUrl: 'http://127.0.0.1:1',
  databaseUrl: 'postgres://x',
  readerUrl: 'postgres://reader@x',
  redisUrl: null,
};

async function openFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rote-stack-file-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return path.join(folder, 'state');
}

it('records the running stack, readable only for this user, until that stack removes it', async () => {
  const folder = await openFolder();
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
  const folder = await openFolder();
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  await writeStackFile(folder, { ...RECORD, pid: child.pid ?? 0 });
  await expect(findRunningStack(folder)).resolves.toBeUndefined();
});

it('believes a pid only if the API answers', async () => {
  const folder = await openFolder();
  await writeStackFile(folder, RECORD);
  await expect(findAnsweringStack(folder)).resolves.toBeUndefined();

  const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const record = { ...RECORD, apiUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
  await writeStackFile(folder, record);
  await expect(findAnsweringStack(folder)).resolves.toEqual(record);
});
