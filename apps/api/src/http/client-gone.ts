import { RoteError } from '@rote/domain';
import type { FastifyReply } from 'fastify';

/** Returns a signal that aborts if the client goes away before it has the whole answer. */
export function clientGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new RoteError('aborted', 'the client has gone'));
  });
  return gone.signal;
}
