import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long a connection that has sent nothing may wait, because a request may be on its way. */
const GRACE_MS = 100;

/**
 * Watches the connections of a server. Node's own `closeIdleConnections` spares those that have never sent a request, and
 * those whose last request is answered only later: either would delay the closing of the server for as long as its client
 * likes.
 *
 * @returns a function to call when closing begins: from then on, connections without a request in progress are ended
 */
export function watchConnections(server: Server): () => void {
  const requests = new Map<Socket, number>();
  let isClosing = false;
  const endIfIdle = (socket: Socket): void => {
    if (requests.get(socket) === 0) socket.destroySoon();
  };
  const endSoonIfIdle = (socket: Socket): void => {
    setTimeout(endIfIdle, GRACE_MS, socket).unref();
  };
  server.on('connection', (socket) => {
    requests.set(socket, 0);
    socket.once('close', () => requests.delete(socket));
    if (isClosing) endSoonIfIdle(socket);
  });
  server.on('request', ({ socket }, response) => {
    const add = (count: number): void => {
      const before = requests.get(socket);
      if (before !== undefined) requests.set(socket, before + count);
    };
    add(1);
    response.once('close', () => {
      add(-1);
      if (isClosing) endIfIdle(socket);
    });
  });
  return () => {
    isClosing = true;
    for (const socket of requests.keys()) endSoonIfIdle(socket);
  };
}
