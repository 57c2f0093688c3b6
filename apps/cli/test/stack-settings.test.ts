import { InvalidInputError } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { existsSync } from 'node:fs';
import { checkStackSettings } from '../src/stack/stack-settings.js';
import { runRote } from './rote-process.js';
import { runCommand } from './run-command.js';

/** One fault of each kind: only of the API, only of the worker, of both; of a type, of a format, of two variables together. */
const FAULTY = {
  DATABASE_URL: 'postgresql://rote:p#ss@db/rote',
  REDIS_URL: 'redis://:a#b@c',
  ROTE_ADMIN_KEY: 'hunter2',
  ROTE_CORS_ORIGINS: 'localhost',
  ROTE_CHECKPOINT_URL: 'gs://bucket/prefix',
  ROTE_SLOTS: 'many',
  ROTE_LEASE_MS: '5',
};

describe.each(['up', 'demo'])('rote %s', (command) => {
  it('names every invalid setting of all its programs, and starts nothing', async () => {
    const { error } = await runCommand([command], FAULTY);
    expect(error).toBeInstanceOf(InvalidInputError);
    const { faults, message } = error as InvalidInputError;
    expect(faults.map(({ pointer }) => pointer.slice(1)).sort()).toEqual(Object.keys(FAULTY).sort());
    expect(message).toContain('gs: is not supported; expected a path, file:///path, or s3://bucket/prefix');
    for (const secret of ['p#ss', 'hunter2']) expect(message).not.toContain(secret);
    expect(existsSync('/nonexistent')).toBe(false);
  });
});

it('names invalid settings of the command line together with those of the programs', async () => {
  const env = { ROTE_PORT: 'http', ROTE_SLOTS: '0', ROTE_STATE_DIR: '/nonexistent/rote' };
  const { code, stderr } = await runRote(['up'], { env });
  expect(code).toBe(2);
  for (const name of ['ROTE_PORT', 'ROTE_SLOTS']) expect(stderr.split(`/${name}:`)).toHaveLength(2);
  expect(stderr).not.toContain('Starting');
  expect((await runRote(['status'], { env })).stderr).not.toContain('ROTE_SLOTS');
});

it('finds no fault in valid settings', async () => {
  await expect(checkStackSettings({ DATABASE_URL: '' })).resolves.toBeUndefined();
  await expect(
    checkStackSettings({ ROTE_HOST: '0.0.0.0', ROTE_CHECKPOINT_URL: 's3://bucket' }),
  ).resolves.toBeUndefined();
});
