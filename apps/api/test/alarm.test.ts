import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { createAlarm } from '../src/loops/alarm.js';

const never = new AbortController().signal;
const LONG = 3_600_000;

it('sleeps until its time is over', async () => {
  expect(await createAlarm().sleep(1, never)).toBe(false);
});

it('is woken by a ring, and by one that came earlier', async () => {
  const alarm = createAlarm();
  const sleep = alarm.sleep(LONG, never);
  alarm.ring();
  expect(await sleep).toBe(true);
  alarm.ring();
  alarm.ring();
  expect(await alarm.sleep(LONG, never)).toBe(true);
  expect(await alarm.sleep(1, never)).toBe(false);
});

it('is woken by the signal, and leaves no listener on it', async () => {
  const controller = new AbortController();
  const alarm = createAlarm();
  await alarm.sleep(1, controller.signal);
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  const sleep = alarm.sleep(LONG, controller.signal);
  controller.abort();
  expect(await sleep).toBe(false);
  expect(await alarm.sleep(LONG, controller.signal)).toBe(false);
});
