import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type FixtureProcess, startFixture } from './fixture-process.js';

async function startUp(behavior: string, { withChannel = false } = {}): Promise<FixtureProcess> {
  const fixture = startFixture('shutdown', { args: [behavior], withChannel });
  await fixture.waitFor('up');
  return fixture;
}

/** Longer than the time within which two signals count as one key press. */
const ANOTHER_KEY_PRESS_MS = 600;

describe('installShutdown', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('shuts down in order on %s and exits 0', async (signal) => {
    const fixture = await startUp('clean');
    fixture.child.kill(signal);
    expect(await fixture.exit).toBe(0);
    expect(fixture.output()).toMatch(/"up"[\s\S]*"step":"first"[\s\S]*"step":"second"[\s\S]*"Shut down"/);
    expect(await fixture.waitFor('stopping')).toEqual({ stopping: signal, aborted: true });
  });

  it('runs once, however many signals one key press sends', async () => {
    const fixture = await startUp('clean');
    fixture.child.kill('SIGINT');
    fixture.child.kill('SIGINT');
    fixture.child.kill('SIGTERM');
    expect(await fixture.exit).toBe(0);
    expect(fixture.output().match(/"stopping"/g)).toHaveLength(1);
  });

  it('exits 130 on a second Ctrl-C', async () => {
    const fixture = await startUp('hang');
    fixture.child.kill('SIGINT');
    await fixture.waitFor('stopping');
    await delay(ANOTHER_KEY_PRESS_MS);
    fixture.child.kill('SIGINT');
    expect(await fixture.exit).toBe(130);
  });

  it('exits 1 when the grace period ends, and names what hung', async () => {
    const fixture = await startUp('hang-briefly');
    fixture.child.kill('SIGTERM');
    expect(await fixture.exit).toBe(1);
    expect(fixture.output()).toContain('within 100 ms: exiting without second');
  });

  it('exits 1 if stopping fails, and names the step', async () => {
    const fixture = await startUp('fail');
    fixture.child.kill('SIGTERM');
    expect(await fixture.exit).toBe(1);
    expect(fixture.output()).toMatch(/"message":"the second step failed"[\s\S]*"steps":\["second"\]/);
  });

  it.each([
    ['throw', 'thrown and not caught'],
    ['reject', 'rejected and not handled'],
  ])('logs as fatal and exits 1 when errors go uncaught (%s)', async (behavior, message) => {
    const fixture = startFixture('shutdown', { args: [behavior] });
    expect(await fixture.exit).toBe(1);
    expect(fixture.output()).toContain('"level":"fatal"');
    expect(fixture.output()).toContain(message);
  });

  it('stops when the parent is gone', async () => {
    const fixture = await startUp('clean', { withChannel: true });
    fixture.child.disconnect();
    expect(await fixture.exit).toBe(0);
    expect(await fixture.waitFor('stopping')).toMatchObject({ stopping: 'parent-gone' });
  });

  it('stops on request with the exit code asked for', async () => {
    const fixture = startFixture('shutdown', { args: ['request'] });
    expect(await fixture.exit).toBe(3);
    expect(await fixture.waitFor('stopping')).toMatchObject({ stopping: 'requested' });
  });
});
