import { describeError, RoteError } from '@rote/domain';
import { Redis } from 'ioredis';
import { redactUrl } from '../redact-url.js';
import { isOldRedis, MINIMUM_REDIS_VERSION } from './redis-version.js';

export interface RedisCheck {
  /** The Redis version that the server says it is compatible with. */
  readonly version: string;
  /** What works, but should be mended. */
  readonly warning?: string;
}

const CONNECT_WITHIN_MS = 3_000;

/**
 * Checks that the server can carry the queue. Everything is read with one INFO: managed servers often refuse
 * CONFIG.
 *
 * @param url a `redis:` or `rediss:` URL, or the path of a unix socket
 * @throws RoteError `service-unavailable`; retryable when the server cannot be reached, not when it is too old or
 * refuses the login
 */
export async function checkRedis(url: string): Promise<RedisCheck> {
  const info = await readInfo(url);
  const version = /^redis_version:(\S+)/m.exec(info)?.[1] ?? '0';
  if (isOldRedis(version)) {
    throw new RoteError(
      'service-unavailable',
      `Redis at ${redactUrl(url)} is version ${version}; the queue needs ${MINIMUM_REDIS_VERSION} or newer.`,
    );
  }
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy === 'noeviction') return { version };
  return {
    version,
    warning:
      `Redis at ${redactUrl(url)} has maxmemory-policy ${policy ?? 'unknown'}: when its memory is full it may drop ` +
      'parts of the queue. Set it to noeviction.',
  };
}

async function readInfo(url: string): Promise<string> {
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
    return await client.info();
  } catch (error) {
    const why = describeError(reason ?? error);
    const isRefusedLogin = /NOAUTH|WRONGPASS|NOPERM|ERR AUTH/.test(why);
    throw new RoteError(
      'service-unavailable',
      `Redis at ${redactUrl(url)} ${isRefusedLogin ? 'refuses the login' : 'cannot be reached'}: ${why}. Check REDIS_URL.`,
      { retryable: !isRefusedLogin, cause: error },
    );
  } finally {
    client.disconnect();
  }
}
