import { once } from 'node:events';
import { connect } from 'node:net';

/** The message with which a client asks if the server speaks TLS: its length, and a code in place of a version. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** Asks a Postgres server if it speaks TLS. Unix sockets never do. */
export async function offersTls(host: string, port: number, timeoutMs: number): Promise<boolean> {
  if (host.startsWith('/')) return false;
  const socket = connect({ host, port });
  try {
    socket.write(SSL_REQUEST);
    const [answer] = (await once(socket, 'data', { signal: AbortSignal.timeout(timeoutMs) })) as [Buffer];
    return answer.toString('latin1', 0, 1) === 'S';
  } finally {
    socket.destroy();
  }
}
