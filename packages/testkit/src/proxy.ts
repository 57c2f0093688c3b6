import { once } from 'node:events';
import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';

/** A TCP port that leads to a server, and can be disturbed as a network is. */
export interface Proxy {
  /** On 127.0.0.1. The same after {@link restore}. */
  readonly port: number;
  /** Existing connections fall silent and stay open, as on a network that forgets them; new ones work. */
  readonly freeze: () => void;
  /** Existing and new connections are silent and stay open, as if the server stood still. */
  readonly stall: () => void;
  /** Ends all connections and refuses new ones, as if the server were gone. Also the way to close the proxy. */
  readonly cut: () => Promise<void>;
  /** Accepts connections again after {@link cut}. */
  readonly restore: () => Promise<void>;
}

/**
 * Starts a proxy in this process. The caller cuts it at the end.
 *
 * @param target host and port of the server, or the path of its unix socket
 */
export async function startProxy(target: NetConnectOpts): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let stalls = false;
  const silence = (socket: Socket): void => {
    socket.unpipe();
    socket.pause();
  };
  const hold = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  };
  const open = async (port: number): Promise<number> => {
    server = createServer((inner) => {
      hold(inner);
      if (stalls) {
        silence(inner);
        return;
      }
      const outer = connect(target);
      hold(outer);
      inner.pipe(outer).pipe(inner);
      inner.on('close', () => outer.destroy());
      outer.on('close', () => inner.destroy());
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    return address.port;
  };
  const port = await open(0);
  const freeze = (): void => {
    sockets.forEach(silence);
  };
  return {
    port,
    freeze,
    stall() {
      stalls = true;
      freeze();
    },
    async cut() {
      if (server === undefined) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      server = undefined;
      await closed;
    },
    async restore() {
      stalls = false;
      await open(port);
    },
  };
}
