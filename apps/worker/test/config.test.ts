import { InvalidInputError } from '@rote/domain';
import { expect, test } from 'vitest';
import { readWorkerConfig } from '../src/config.js';

const databaseUrl = 'postgresql://rote@localhost:5432/rote';

test('needs only a database, which then has the queue, and plans a slot for each core or GPU', () => {
  expect(readWorkerConfig({ DATABASE_URL: databaseUrl })).toMatchObject({
    queue: { backend: 'postgres', url: databaseUrl },
    slots: undefined,
    engine: undefined,
    health: undefined,
    heartbeatMs: 5000,
  });
});

test('puts the queue on Redis if a URL or a socket is given', () => {
  for (const url of ['redis://localhost:6379', '/run/redis.sock'])
    expect(readWorkerConfig({ DATABASE_URL: databaseUrl, REDIS_URL: url }).queue).toEqual({
      backend: 'redis',
      url,
    });
});

test.each([
  ['ROTE_CHECKPOINT_URL', 'gs://bucket/prefix', 'gs: is not supported; expected a path'],
  ['ROTE_CHECKPOINT_URL', 's3://', 'not a valid bucket name'],
  ['ROTE_CHECKPOINT_URL', 's3://bucket?regoin=eu-central-1', 'unknown parameter "regoin"'],
  ['DATABASE_URL', 'postgresql://rote@db/rote?sslmode=on', 'sslmode in DATABASE_URL must be one of disable'],
  ['REDIS_URL', 'redis://:a#b@c', 'Percent-encode'],
])('rejects %s=%s before anything is started, and says how to fix it', (name, value, remedy) => {
  const read = () => readWorkerConfig({ DATABASE_URL: databaseUrl, [name]: value });
  expect(read).toThrow(InvalidInputError);
  expect(read).toThrow(`/${name}: `);
  expect(read).toThrow(remedy);
});

test('names every fault at once', () => {
  const read = () => readWorkerConfig({ ROTE_SLOTS: 'many', ROTE_ENGINE: 'abacus', REDIS_URL: 'localhost' });
  expect(read).toThrow(InvalidInputError);
  for (const name of ['DATABASE_URL', 'ROTE_SLOTS', 'ROTE_ENGINE', 'REDIS_URL']) expect(read).toThrow(name);
});
