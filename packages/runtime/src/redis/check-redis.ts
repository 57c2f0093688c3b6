import { randomUUID } from 'node:crypto';
import { describeError, parseConnectionUrl, RoteError } from '@rote/domain';
import { Redis } from 'ioredis';
import { redactUrl } from '../redact-url.js';
import { isOldRedis, MINIMUM_REDIS_VERSION } from './redis-version.js';

export interface RedisCheck {
  /** The Redis version that the server claims compatibility with. */
  readonly version: string;
  /** What works but should be fixed. */
  readonly warning?: string;
}

const CONNECT_WITHIN_MS = 3_000;

/** The prefix of all of the queue's keys. */
const KEYS = 'rote:';

/** What the queue does, in short: a script that writes hashes, lists, sorted sets and streams, and deletes them. */
const WRITE = `redis.call('HSET', KEYS[1], 'a', '1') redis.call('DEL', KEYS[1])
  redis.call('LPUSH', KEYS[1], '1') redis.call('DEL', KEYS[1])
  redis.call('ZADD', KEYS[1], 1, '1') redis.call('DEL', KEYS[1])
  redis.call('XADD', KEYS[1], '*', 'a', '1') redis.call('DEL', KEYS[1])
  return 1`;

/** The meaning of a server's refusal, by its first words; those that may pass by themselves are retryable. */
const REFUSALS: readonly {
  readonly says: RegExp;
  readonly message: string;
  readonly retryable: boolean;
}[] = [
  {
    says: /NOAUTH|WRONGPASS|ERR AUTH|invalid password/,
    message: 'rejects the login: check the user name and the password in REDIS_URL',
    retryable: false,
  },
  {
    says: /NOPERM|No permissions|can't (run|access)/i,
    message:
      'does not let its user do what the queue does: give the user of REDIS_URL all commands on the queue\'s keys (ACL SETUSER … +@all "~rote:*")',
    retryable: false,
  },
  {
    says: /READONLY/,
    message: 'is a replica, or read-only: point REDIS_URL at the primary',
    retryable: false,
  },
  {
    says: /CROSSSLOT|MOVED|CLUSTERDOWN/,
    message: 'is part of a cluster: point REDIS_URL at a single server, which is all that the queue needs',
    retryable: false,
  },
  {
    says: /OOM/,
    message: 'has no memory left: raise its maxmemory, or point REDIS_URL at another server',
    retryable: true,
  },
  {
    says: /MISCONF|NOREPLICAS/,
    message: 'rejects writes until its own persistence or replicas are fixed (see its log)',
    retryable: true,
  },
];

/** @throws RoteError `config-invalid` if a REDIS_URL is neither a URL nor the path of a socket */
export function checkRedisUrl(url: string): void {
  if (!url.startsWith('/')) parseConnectionUrl('REDIS_URL', url);
}

/**
 * Checks that the server can carry the queue: by what INFO reports about it (managed servers often refuse CONFIG), and
 * by one script that writes under the queue's own prefix.
 *
 * @param url a `redis:` or `rediss:` URL, or the path of a unix socket
 * @throws RoteError `service-unavailable`, retryable, if it cannot be reached or has no memory left; `config-invalid`
 *   with the remedy if REDIS_URL has to change
 */
export async function checkRedis(url: string): Promise<RedisCheck> {
  checkRedisUrl(url);
  const refused = (what: string): RoteError =>
    new RoteError('config-invalid', `Redis at ${redactUrl(url)} ${what}.`);
  const info = await tryOut(url);
  const version = /^redis_version:(\S+)/m.exec(info)?.[1] ?? '0';
  if (isOldRedis(version))
    throw refused(`is version ${version}; the queue needs ${MINIMUM_REDIS_VERSION} or newer`);
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy === 'noeviction') return { version };
  return {
    version,
    warning:
      `Redis at ${redactUrl(url)} has maxmemory-policy ${policy ?? 'unknown'}: when its memory is full it may drop ` +
      'parts of the queue. Set it to noeviction.',
  };
}

/** Does once what the queue will do, and returns the output of INFO. */
async function tryOut(url: string): Promise<string> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_WITHIN_MS,
    commandTimeout: CONNECT_WITHIN_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // The reason is in this event; the rejected command only says that the connection is closed.
  let reason: unknown;
  client.on('error', (error: unknown) => (reason ??= error));
  try {
    await client.connect();
    const info = await client.info();
    const mode = /^redis_mode:(\S+)/m.exec(info)?.[1];
    if (mode === 'cluster') throw new Error('CLUSTERDOWN redis_mode is cluster');
    if (/^role:(slave|replica)/m.test(info)) throw new Error('READONLY its role is replica');
    const version = /^redis_version:(\S+)/m.exec(info)?.[1] ?? '0';
    if (!isOldRedis(version)) {
      const key = `${KEYS}check:${randomUUID()}`;
      await client.eval(WRITE, 1, key);
      await client.bzpopmin(key, 0.01);
    }
    return info;
  } catch (error) {
    const why = describeError(reason ?? error);
    const refusal = REFUSALS.find(({ says }) => says.test(why));
    const at = `Redis at ${redactUrl(url)}`;
    if (refusal !== undefined)
      throw new RoteError(
        refusal.retryable ? 'service-unavailable' : 'config-invalid',
        `${at} ${refusal.message} (${why}).`,
        { retryable: refusal.retryable, cause: error },
      );
    throw new RoteError('service-unavailable', `${at} cannot be reached: ${why}. Check REDIS_URL.`, {
      retryable: true,
      cause: error,
    });
  } finally {
    client.disconnect();
  }
}
