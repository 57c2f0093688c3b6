import { describe, expect, it } from 'vitest';
import { parseConnectionUrl } from '../src/index.js';

describe('the URL of a server', () => {
  it.each([
    'postgresql://rote:secret@host:5432/rote',
    'postgresql://rote:p%40ss%2Fw%3Ard%23%251%3F%26@host/rote?sslmode=require',
    'postgresql:///rote?host=/var/run/postgresql',
    'postgresql://rote@/rote?host=/var/run/postgresql',
    'redis://:p%40ss@host:6379/3',
    'rediss://user:secret@host',
    'https://user:secret@host/base/',
  ])('can be %s', (text) => {
    expect(parseConnectionUrl('URL', text)).toBeInstanceOf(URL);
  });

  it.each([
    'postgresql://postgres:sEcRe/t@host:5432/db',
    'postgresql://postgres:sEcRe#t@host:5432/db',
    'postgresql://postgres:sEcRe?t@host:5432/db',
    'postgresql://postgres:sEcRe%t@host:5432/db',
    'postgresql://postgres:p@sEcRe/t:rd#%1?&@host:5432/db',
    'postgresql://postgres:12/sEcRe@host:5432/db',
    'postgresql://postgres:1?sEcRe@host:5432/db',
    'postgresql://postgres:1@sEcRe?x@host:5432/db',
    'redis://:sEcRe/t@host',
    'redis://:sEcRe#t@host',
    'https://user:sEcRe/t@host',
    'sEcRe',
    '',
  ])('cannot be %s, and the error shows no part of it', (text) => {
    const parse = (): URL => parseConnectionUrl('DATABASE_URL', text);
    expect(parse).toThrow(/^DATABASE_URL is not a valid URL\. Percent-encode .*"@" as %40/);
    expect(parse).not.toThrow(/sEcRe/);
  });
});
