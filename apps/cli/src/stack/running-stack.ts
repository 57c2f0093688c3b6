import { timeLimit } from '@rote/domain';
import { readStackFile, type StackRecord } from './stack-file.js';

const ANSWERS_WITHIN_MS = 3000;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is alive, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function answers(apiUrl: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/healthz', apiUrl), {
      signal: timeLimit(ANSWERS_WITHIN_MS),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Returns the stack that claims to run on this folder, unless its process is gone. */
export async function findRunningStack(stateDir: string): Promise<StackRecord | undefined> {
  const record = await readStackFile(stateDir);
  return record !== undefined && isAlive(record.pid) ? record : undefined;
}

/**
 * Returns the stack that certainly runs on this folder, because its API answers. After a crash, the pid by itself
 * does not prove that: it may be another program's by now (in a restarted container it usually is).
 */
export async function findAnsweringStack(stateDir: string): Promise<StackRecord | undefined> {
  const record = await findRunningStack(stateDir);
  return record !== undefined && (await answers(record.apiUrl)) ? record : undefined;
}
