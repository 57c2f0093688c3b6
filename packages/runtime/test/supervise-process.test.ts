import { EventEmitter, once } from 'node:events';
import path from 'node:path';
import { silentLogger } from '@rote/testkit';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { restartDelayMs } from '../src/process/restart-delay.js';
import {
  type ProcessExit,
  type ReadyMessage,
  type SuperviseOptions,
  type SupervisedProcess,
  superviseProcess,
} from '../src/process/supervise-process.js';
import { startFixture } from './fixture-process.js';
import { waitUntilGone } from './processes.js';

const GRACE_MS = 5_000;

interface Events {
  ready: [ReadyMessage];
  exit: [ProcessExit];
  line: [string];
}

function supervise(
  behavior: string,
  options: Partial<SuperviseOptions> = {},
): { readonly supervised: SupervisedProcess; readonly events: EventEmitter<Events> } {
  const events = new EventEmitter<Events>();
  const supervised = superviseProcess({
    name: 'the worker',
    modulePath: path.join(import.meta.dirname, 'fixtures', 'supervised.mjs'),
    args: [behavior],
    // vitest's own would load the sources instead of the build.
    nodeArgs: [],
    env: { PATH: process.env['PATH'], GREETING: 'hello' },
    logger: silentLogger,
    restart: { minDelayMs: 10, maxDelayMs: 60_000 },
    output: (line, stream) => events.emit('line', `${stream}: ${line}`),
    onReady: (message) => events.emit('ready', message),
    onExit: (exit) => events.emit('exit', exit),
    ...options,
  });
  onTestFinished(() => supervised.stop(0));
  return { supervised, events };
}

describe('superviseProcess', () => {
  it('reports when the process is up, and passes its output on', async () => {
    const { supervised, events } = supervise('well');
    const lines: string[] = [];
    events.on('line', (line) => lines.push(line));
    expect(await supervised.ready).toEqual({ type: 'ready', pid: supervised.pid, greeting: 'hello' });
    await supervised.stop(GRACE_MS);
    expect(lines.sort()).toEqual(['stderr: up, too', 'stdout: stopping: SIGTERM', 'stdout: up']);
    expect(supervised.pid).toBeUndefined();
  });

  it('restarts it after kill -9', async () => {
    const { supervised, events } = supervise('well');
    const first = await supervised.ready;
    const exited = once(events, 'exit');
    const readyAgain = once(events, 'ready');
    process.kill(supervised.pid ?? 0, 'SIGKILL');
    expect(await exited).toEqual([{ pid: first['pid'], code: null, signal: 'SIGKILL', restartInMs: 10 }]);
    expect(await readyAgain).not.toEqual([first]);
    await supervised.stop(GRACE_MS);
  });

  it('waits longer after each consecutive crash, and reports that it never was ready', async () => {
    const { supervised, events } = supervise('crash', { restart: { minDelayMs: 1, maxDelayMs: 60_000 } });
    const delays: (number | undefined)[] = [];
    const codes = new Set<number | null>();
    events.on('exit', ({ code, restartInMs }) => {
      codes.add(code);
      delays.push(restartInMs);
    });
    await expect(supervised.ready).rejects.toThrow('the worker ended (exit code 7) before it was ready');
    while (delays.length < 3) await once(events, 'exit');
    expect(delays).toEqual([1, 2, 4]);
    expect(codes).toEqual(new Set([7]));
    await supervised.stop(GRACE_MS);
    expect(supervised.pid).toBeUndefined();
  });

  it('counts a crash after a stable run as the first', async () => {
    const { supervised, events } = supervise('well', { restart: { minDelayMs: 1, maxDelayMs: 2 } });
    await supervised.ready;
    for (let crash = 0; crash < 3; crash++) {
      const exited = once(events, 'exit');
      const readyAgain = once(events, 'ready');
      process.kill(supervised.pid ?? 0, 'SIGKILL');
      expect(await exited).toMatchObject([{ restartInMs: 1 }]);
      await readyAgain;
    }
    await supervised.stop(GRACE_MS);
  });

  it('kills it if it does not stop in time', async () => {
    const { supervised, events } = supervise('stubborn');
    await supervised.ready;
    const exited = once(events, 'exit');
    await supervised.stop(50);
    expect(await exited).toMatchObject([{ signal: 'SIGKILL', restartInMs: undefined }]);
  });

  it('is not outlived by the process, not even after kill -9', async () => {
    const supervisor = startFixture('supervisor');
    const { supervised } = await supervisor.waitFor('supervised');
    process.kill(supervisor.pid, 'SIGKILL');
    await waitUntilGone(Number(supervised));
  });
});

describe('restartDelayMs', () => {
  it('grows with every crash, from shortest to longest', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 10_000 }),
        fc.nat({ max: 10_000 }),
        fc.integer({ min: 1, max: 100 }),
        (min, more, n) => {
          const policy = { minDelayMs: min, maxDelayMs: min + more };
          const delay = restartDelayMs(policy, n);
          expect(restartDelayMs(policy, 1)).toBe(min);
          expect(delay).toBeLessThanOrEqual(policy.maxDelayMs);
          expect(restartDelayMs(policy, n + 1)).toBeGreaterThanOrEqual(delay);
        },
      ),
    );
  });
});
