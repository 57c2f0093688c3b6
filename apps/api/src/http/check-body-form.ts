import type { onRequestHookHandler } from 'fastify';
import { SPEC_MEDIA_TYPES } from '../bodies/accept-bodies.js';
import { HttpError } from './http-error.js';

const CHARSET = /;\s*charset\s*=\s*"?([^\s";]+)"?/i;
const READ_CHARSETS: readonly string[] = ['utf-8', 'utf8', 'us-ascii', 'ascii'];

/** What the answer to a body of a wrong form says of right ones. */
export const BODY_HEADERS = {
  'accept-post': SPEC_MEDIA_TYPES.join(', '),
  'accept-patch': SPEC_MEDIA_TYPES.join(', '),
} as const;

/** Refuses bodies that are compressed or in another encoding than UTF-8, which would be read as something else. */
export const checkBodyForm: onRequestHookHandler = (request, _reply, done) => {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity')
    throw new HttpError('unsupported-media-type', 'The body is compressed: send it as it is.', {
      'accept-encoding': 'identity', // RFC 9110, section 12.5.3: of an answer, it is about requests
    });
  const charset = CHARSET.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !READ_CHARSETS.includes(charset.toLowerCase()))
    throw new HttpError(
      'unsupported-media-type',
      'The body is in another encoding: send it in UTF-8.',
      BODY_HEADERS,
    );
  done();
};
