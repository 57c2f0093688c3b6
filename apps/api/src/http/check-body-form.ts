import type { onRequestHookHandler } from 'fastify';
import { SPEC_MEDIA_TYPES } from '../bodies/accept-bodies.js';
import { HttpError } from './http-error.js';

const CHARSET = /;\s*charset\s*=\s*"?([^\s";]+)"?/i;
const READ_CHARSETS: readonly string[] = ['utf-8', 'utf8', 'us-ascii', 'ascii'];

/** Headers of the answer to an unsupported body, which say what is supported. */
export const BODY_HEADERS = {
  'accept-post': SPEC_MEDIA_TYPES.join(', '),
  'accept-patch': SPEC_MEDIA_TYPES.join(', '),
} as const;

/** Methods whose body is not read, if there is one. */
const WITHOUT_BODY: readonly string[] = ['GET', 'HEAD'];

/** Rejects bodies that are compressed or not in UTF-8, which would otherwise be misread. */
export const checkBodyForm: onRequestHookHandler = (request, _reply, done) => {
  if (WITHOUT_BODY.includes(request.method)) {
    done();
    return;
  }
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity')
    throw new HttpError('unsupported-media-type', 'The body is compressed: send it uncompressed.', {
      'accept-encoding': 'identity', // RFC 9110, section 12.5.3: in an answer, it is about requests
    });
  const charset = CHARSET.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !READ_CHARSETS.includes(charset.toLowerCase()))
    throw new HttpError(
      'unsupported-media-type',
      'The body is not in UTF-8: send it in UTF-8.',
      BODY_HEADERS,
    );
  done();
};
