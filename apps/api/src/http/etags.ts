import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest, onSendHookHandler } from 'fastify';

/** A strong entity tag for a content, or for what a content is made from. */
export const etagOf = (content: string | Buffer): string =>
  `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;

/** The same tag whatever the content was compressed with, and whether it is said to be weak. */
const plain = (tag: string): string =>
  tag
    .trim()
    .replace(/^W\//, '')
    .replace(/-(?:br|gzip)"$/, '"');

/** Whether the client has what a tag stands for already (If-None-Match, RFC 9110, section 13.1.2). */
export function hasAlready({ headers }: Pick<FastifyRequest, 'headers'>, etag: string): boolean {
  const known = headers['if-none-match'];
  return known?.split(',').some((tag) => tag.trim() === '*' || plain(tag) === plain(etag)) ?? false;
}

const isRead = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

/** The content of an answer, where all of it is there; the rest of a stream is not. */
const wholeOf = (payload: unknown): string | Buffer | undefined =>
  typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : undefined;

/**
 * Gives each content that can be read an entity tag, and answers 304 to those who have it. Clients may keep what they
 * got, and ask each time whether it still holds.
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

/** A compressed content is another one, so that its strong tag is another too; runs after compression. */
export const tellEncodingsApart: onSendHookHandler = (_request, reply, payload, done) => {
  const encoding = reply.getHeader('content-encoding');
  const etag = reply.getHeader('etag');
  if (typeof encoding === 'string' && typeof etag === 'string' && encoding !== 'identity')
    void reply.header('etag', etag.replace(/"$/, `-${encoding}"`));
  done(null, payload);
};
