import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isOldRedis } from './redis-version.js';

const run = promisify(execFile);

/** The command on the PATH that starts a recent enough Redis (or Valkey), or undefined. */
export async function findRedisCommand(): Promise<string | undefined> {
  for (const command of ['redis-server', 'valkey-server']) {
    // "Redis server v=7.0.15 sha=…", "Valkey server v=8.1.1 sha=…"
    const { stdout } = await run(command, ['--version']).catch(() => ({ stdout: '' }));
    const version = /\bv=(\S+)/.exec(stdout)?.[1];
    if (version !== undefined && !isOldRedis(version)) return command;
  }
  return undefined;
}
