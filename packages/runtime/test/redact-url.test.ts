import fc from 'fast-check';
import { expect, it } from 'vitest';
import { redactUrl, redactUrls } from '../src/redact-url.js';

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
  ['https://user:secret@rote.example/', 'https://***@rote.example/'],
  ['http://token@rote.example:3000', 'http://***@rote.example:3000'],
  ['http://u:p/w@host/v1', 'http://***@host/v1'],
  ['/run/rote/redis.sock', '/run/rote/redis.sock'],
])('redacts %s', (url, redacted) => {
  expect(redactUrl(url)).toBe(redacted);
});

it('lets no password through, whatever it contains', () => {
  const password = fc.string({ minLength: 12 });
  fc.assert(fc.property(password, (secret) => !redactUrl(`redis://user:${secret}@cache`).includes(secret)));
});

it('redacts every URL in a text', () => {
  const text =
    'tried "http://u:pw@a/x", then postgresql://rote:pw@b/rote (\'redis://:pw@c\'): a:b@c is no URL';
  expect(redactUrls(text)).toBe(
    'tried "http://***@a/x", then postgresql://rote:***@b/rote (\'redis://:***@c\'): a:b@c is no URL',
  );
});
