import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { satisfiesSchema } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';

/** What other commands need to know about the stack that runs on a state folder. */
const StackRecord = Type.Object({
  /** Pid of `rote up` or `rote demo`. */
  pid: Type.Integer({ minimum: 1 }),
  apiUrl: Type.String(),
  databaseUrl: Type.String(),
  /** The embedded database, for a role that may only read; null if a database was given. */
  readerUrl: Type.Union([Type.String(), Type.Null()]),
  /** A URL or the path of a unix socket; null if PostgreSQL carries the queue. */
  redisUrl: Type.Union([Type.String(), Type.Null()]),
});
export type StackRecord = Readonly<Static<typeof StackRecord>>;

const fileIn = (stateDir: string): string => path.join(stateDir, 'stack.json');

/** Records that this stack runs on the folder. Only this user can read the file: it has the database's passwords. */
export async function writeStackFile(stateDir: string, record: StackRecord): Promise<void> {
  await mkdir(stateDir, { recursive: true });
  const draft = `${fileIn(stateDir)}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify(record, undefined, 2)}\n`, { mode: 0o600 });
  await rename(draft, fileIn(stateDir));
}

/** Removes the file if it is this stack's. */
export async function removeStackFile(stateDir: string, pid: number): Promise<void> {
  if ((await readStackFile(stateDir))?.pid === pid) await rm(fileIn(stateDir), { force: true });
}

/** @returns undefined if no stack claims to run on the folder */
export async function readStackFile(stateDir: string): Promise<StackRecord | undefined> {
  try {
    const record: unknown = JSON.parse(await readFile(fileIn(stateDir), 'utf8'));
    return satisfiesSchema(StackRecord, record) ? record : undefined;
  } catch {
    // No file, or half of one after a power cut: either way it names no running stack.
    return undefined;
  }
}
