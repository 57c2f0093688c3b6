import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { API_KEY_PATTERN } from '@rote/domain';

const WHOLE_KEY = new RegExp(API_KEY_PATTERN);

/** Draws a key: a public id, and 256 secret bits. */
export const drawKey = (): string =>
  `rote_${randomBytes(6).toString('hex')}_${randomBytes(32).toString('hex')}`;

/** Returns the id in the text of a key, or undefined if it is not one. */
export const findIdIn = (key: string): string | undefined => WHOLE_KEY.exec(key)?.[1];

/**
 * Returns the SHA-256 of a key, in hex. A slow hash would add nothing: the secret is random, so it cannot be guessed from
 * a dictionary.
 */
export const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Whether a key has this digest. Takes the same time whatever the digest is. */
export const hasDigest = (key: string, digest: string): boolean =>
  timingSafeEqual(Buffer.from(digestOf(key), 'hex'), Buffer.from(digest, 'hex'));
