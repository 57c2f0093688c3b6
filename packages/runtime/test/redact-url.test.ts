import fc from 'fast-check';
import { expect, it } from 'vitest';
import { redactUrl } from '../src/redact-url.js';

it.each([
  ['postgresql://rote:secret@db:5432/rote', 'postgresql://rote:***@db:5432/rote'],
  ['redis://:secret@cache:6379', 'redis://:***@cache:6379'],
  ['postgresql://rote:s:e@c/r?e#t@db/rote', 'postgresql://rote:***@db/rote'],
  ['postgresql://rote:secret@a:1,b:2/rote', 'postgresql://rote:***@a:1,b:2/rote'],
  [
    'postgresql://db/rote?user=rote&password=secret&sslmode=off',
    'postgresql://db/rote?user=rote&password=***&sslmode=off',
  ],
  ['redis://cache:6379/0', 'redis://cache:6379/0'],
  ['/run/rote/redis.sock', '/run/rote/redis.sock'],
])('redacts %s', (url, redacted) => {
  expect(redactUrl(url)).toBe(redacted);
});

it('lets no password through, whatever is in it', () => {
  const password = fc.string({ minLength: 12 });
  fc.assert(fc.property(password, (secret) => !redactUrl(`redis://user:${secret}@cache`).includes(secret)));
});
