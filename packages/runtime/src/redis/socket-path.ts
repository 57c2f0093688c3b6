import { createHash } from 'node:crypto';
import { lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RoteError } from '@rote/domain';

/** `sockaddr_un.sun_path` has 108 bytes on Linux and 104 on macOS and the BSDs, including the final zero. */
const LONGEST_SOCKET_PATH = process.platform === 'linux' ? 107 : 103;

export interface SocketPath {
  readonly socket: string;
  /** The folder that was made only for the socket, and must be removed with it. */
  readonly ownFolder?: string;
}

/**
 * A path for the unix socket of the server in `dir`: inside it, or, if that is too long for a socket, in a private
 * folder of this user in the system's temporary folder. The same `dir` always gives the same path.
 */
export async function openSocketPath(dir: string): Promise<SocketPath> {
  const socket = path.join(dir, 'redis.sock');
  if (isShortEnough(socket)) return { socket };

  const name = `rote-${createHash('sha256').update(dir).digest('hex').slice(0, 16)}`;
  const ownFolder = [tmpdir(), '/tmp']
    .map((base) => path.join(base, name))
    .find((base) => isShortEnough(path.join(base, 'redis.sock')));
  if (ownFolder === undefined)
    throw new RoteError('internal', `No path for a unix socket is short enough: ${name}`);
  await mkdir(ownFolder, { recursive: true, mode: 0o700 });
  const { uid, mode } = await lstat(ownFolder);
  // Every user may write to the temporary folder: another may have made ours before us.
  if (uid !== process.getuid?.() || (mode & 0o777) !== 0o700) {
    throw new RoteError(
      'service-unavailable',
      `${ownFolder} belongs to another user or is open to others: remove it`,
    );
  }
  return { socket: path.join(ownFolder, 'redis.sock'), ownFolder };
}

function isShortEnough(socket: string): boolean {
  return Buffer.byteLength(socket) <= LONGEST_SOCKET_PATH;
}
