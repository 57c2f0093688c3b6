import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { findProcessStart } from '../src/process/process-identity.js';

/** Resolves when the process is gone; rejects if it is still there after `withinMs`. */
export async function waitUntilGone(pid: number, withinMs = 15_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while ((await findProcessStart(pid)) !== undefined) {
    if (performance.now() > deadline) throw new Error(`Process ${pid} is still there after ${withinMs} ms`);
    await delay(10);
  }
}

/** The pid of the embedded PostgreSQL whose files are in this folder. */
export async function postgresPid(serverDir: string): Promise<number> {
  const content = await readFile(path.join(serverDir, 'cluster', 'data', 'postmaster.pid'), 'utf8');
  return Number(content.split('\n', 1)[0]);
}

export async function redisPid(url: string): Promise<number> {
  const client = new Redis(url);
  try {
    return Number(/process_id:(\d+)/.exec(await client.info('server'))?.[1]);
  } finally {
    client.disconnect();
  }
}
