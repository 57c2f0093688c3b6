import { expect, it } from 'vitest';
import { startFixture } from './fixture-process.js';

it('writes JSON lines without a terminal, loses none at exit, and contains no password', async () => {
  const fixture = startFixture('logger', { args: ['{}'] });
  expect(await fixture.exit).toBe(0);
  expect(JSON.parse(fixture.output())).toMatchObject({
    level: 'info',
    name: 'fixture',
    msg: 'hello',
    cells: 3,
    password: '[Redacted]',
  });
});

it('writes for people if asked to, to the requested stream', async () => {
  const fixture = startFixture('logger', { args: ['{"pretty":true,"output":"stderr","level":"debug"}'] });
  let stdout = '';
  fixture.child.stdout?.on('data', (text: Buffer) => (stdout += text.toString()));
  expect(await fixture.exit).toBe(0);
  expect(fixture.output()).toMatch(/DEBUG \(fixture\): too detailed[\s\S]*INFO \(fixture\): hello/);
  expect(stdout).toBe('');
});
