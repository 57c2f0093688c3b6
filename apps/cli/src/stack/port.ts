import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { RoteError } from '@rote/domain';
import { parseWholeNumber } from '../parse-whole-number.js';

/** Parses the value of `--port`. */
export const parsePort = parseWholeNumber({ min: 1, max: 65_535 });

/** Listens for a moment. @returns the port that it got, or undefined if that one is taken */
async function tryPort(host: string, port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE') return undefined;
    throw new RoteError(
      'config-invalid',
      `Cannot listen on ${host}:${String(port)}; see ROTE_HOST and ROTE_PORT`,
      {
        cause,
      },
    );
  } finally {
    server.close();
  }
}

/** @throws RoteError `service-unavailable` if another program has the port */
export async function requirePort(host: string, port: number): Promise<number> {
  const free = await tryPort(host, port);
  if (free !== undefined) return free;
  throw new RoteError(
    'service-unavailable',
    `Another program listens on ${host}:${String(port)}. ` +
      `Choose another port with --port ${String(port + 1)} or ROTE_PORT=${String(port + 1)}, or stop that program.`,
  );
}

/** Returns the port if it is free, otherwise any free one. */
export async function preferPort(host: string, port: number): Promise<number> {
  return (await tryPort(host, port)) ?? (await requirePort(host, 0));
}
