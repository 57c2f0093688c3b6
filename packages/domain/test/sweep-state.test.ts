import { expect, it } from 'vitest';
import type { CellState } from '../src/cell-state.js';
import { hasSweepEnded, SWEEP_STATES, sweepState } from '../src/sweep-state.js';

const NONE = { pending: 0, queued: 0, running: 0, succeeded: 0, diverged: 0, failed: 0, cancelled: 0 };

it.each<[string, Partial<Record<CellState, number>>]>([
  ['active', { pending: 1, succeeded: 1 }],
  ['active', { queued: 1, failed: 2 }],
  ['active', { running: 1 }],
  ['completed', { succeeded: 1, failed: 2 }],
  ['completed', { diverged: 1 }],
  ['failed', { failed: 3 }],
])('a sweep is %s with %o', (state, counts) => {
  const facts = { isCancelled: false, isPaused: false, counts: { ...NONE, ...counts } };
  expect(sweepState(facts)).toBe(state);
  expect(sweepState({ ...facts, isPaused: true })).toBe(state === 'active' ? 'paused' : state);
  expect(sweepState({ ...facts, isCancelled: true })).toBe('cancelled');
});

it('a sweep has ended in every state but active and paused', () => {
  expect(SWEEP_STATES.filter(hasSweepEnded)).toEqual(['completed', 'failed', 'cancelled']);
});
