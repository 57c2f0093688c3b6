import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest, onSendHookHandler } from 'fastify';

/** Returns a strong entity tag for a content, or for what a content is made from. */
export const etagOf = (content: string | Buffer): string =>
  `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;

/** Reduces a tag to what does not depend on the compression, or on whether it is weak. */
const plain = (tag: string): string =>
  tag
    .trim()
    .replace(/^W\//, '')
    .replace(/-(?:br|gzip)"$/, '"');

/** Whether the client already has what a tag stands for (If-None-Match, RFC 9110, section 13.1.2). */
export function hasAlready({ headers }: Pick<FastifyRequest, 'headers'>, etag: string): boolean {
  const known = headers['if-none-match'];
  return known?.split(',').some((tag) => tag.trim() === '*' || plain(tag) === plain(etag)) ?? false;
}

const isRead = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

/** Returns the content of an answer if it is complete; a stream is not. */
const wholeOf = (payload: unknown): string | Buffer | undefined =>
  typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : undefined;

/**
 * Adds an entity tag to each content that can be read, and answers 304 to clients that already have it. Clients may keep
 * what they got, and ask each time whether it is still current.
 */
export const addEtag: onSendHookHandler = (request, reply, payload, done) => {
  const content = wholeOf(payload);
  if (!isRead(request) || reply.statusCode !== 200 || content === undefined) {
    done(null, payload);
    return;
  }
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-cache');
  const etag = String(reply.getHeader('etag') ?? etagOf(content));
  void reply.header('etag', etag);
  if (!hasAlready(request, etag)) {
    done(null, payload);
    return;
  }
  sendNotModified(reply);
  done(null, '');
};

function sendNotModified(reply: FastifyReply): void {
  void reply.code(304).removeHeader('content-type').removeHeader('content-length');
}

/** Gives compressed content a different strong tag, because it is different content; runs after compression. */
export const tellEncodingsApart: onSendHookHandler = (_request, reply, payload, done) => {
  const encoding = reply.getHeader('content-encoding');
  const etag = reply.getHeader('etag');
  if (typeof encoding === 'string' && typeof etag === 'string' && encoding !== 'identity')
    void reply.header('etag', etag.replace(/"$/, `-${encoding}"`));
  done(null, payload);
};
