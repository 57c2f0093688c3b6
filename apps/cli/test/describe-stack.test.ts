import { readConfig } from '@rote/runtime';
import { expect, it } from 'vitest';
import { CliConfig } from '../src/cli-config.js';
import { apiUrlAt } from '../src/stack/api-url.js';
import { describeStack } from '../src/stack/describe-stack.js';

const config = readConfig(CliConfig, {});
const EMBEDDED = {
  apiUrl: 'http://127.0.0.1:3000',
  databaseUrl: 'postgresql://rote:secret@127.0.0.1:5000/rote',
  readerUrl: 'postgresql://rote_reader:open@127.0.0.1:5000/rote',
  queue: { backend: 'redis', url: '/tmp/redis.sock' },
  embedded: { postgres: true, redis: true },
} as const;

it('prints a psql command for an embedded database, for a role that may only read', () => {
  const text = describeStack(EMBEDDED, [], config);
  expect(text).toContain("psql 'postgresql://rote_reader:open@127.0.0.1:5000/rote'");
  expect(text).not.toContain('secret');
  expect(text).toContain('embedded Redis, files in .rote/redis');
});

it('says how commands find a stack whose files are elsewhere', () => {
  expect(describeStack(EMBEDDED, [], config)).toContain('  Submit     npx rote submit');
  const elsewhere = readConfig(CliConfig, { ROTE_STATE_DIR: "/tmp/it's" });
  expect(describeStack(EMBEDDED, [], elsewhere)).toContain(
    String.raw`ROTE_STATE_DIR='/tmp/it'\''s' npx rote sql`,
  );
});

it('does not show passwords of given servers', () => {
  const queue = { backend: 'redis', url: 'redis://:hidden@redis:6379' } as const;
  const text = describeStack(
    { ...EMBEDDED, readerUrl: undefined, queue, embedded: { postgres: false, redis: false } },
    [],
    config,
  );
  expect(text).not.toMatch(/secret|hidden/);
  expect(text).toContain('psql "$DATABASE_URL"');
});

it.each([
  ['127.0.0.1', 'http://127.0.0.1:3000'],
  ['0.0.0.0', 'http://127.0.0.1:3000'],
  ['::', 'http://127.0.0.1:3000'],
  ['::1', 'http://[::1]:3000'],
])('returns, for an API that listens on %s, the URL %s', (host, url) => {
  expect(apiUrlAt(host, 3000)).toBe(url);
});
