import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** A network line to a server, which can be cut as if the server were gone. */
export interface Line {
  readonly port: number;
  cut(): Promise<void>;
  restore(): Promise<void>;
}

export async function layLine(target: NetConnectOpts): Promise<Line> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const hold = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  };
  const open = async (port: number): Promise<number> => {
    server = createServer((inner) => {
      const outer = connect(target);
      hold(inner);
      hold(outer);
      inner.pipe(outer).pipe(inner);
      inner.on('close', () => outer.destroy());
      outer.on('close', () => inner.destroy());
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the line has no port');
    return address.port;
  };
  const port = await open(0);
  return {
    port,
    async cut() {
      if (server === undefined) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      server = undefined;
      await closed;
    },
    async restore() {
      await open(port);
    },
  };
}
