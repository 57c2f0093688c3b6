import { describe, expect, it } from 'vitest';
import { CELL_STATES, CELL_TRANSITIONS, RESULT_STATES, canBecome, isEnded } from '../src/cell-state.js';

describe('the life of a cell', () => {
  it('never leaves a state that has a result', () => {
    for (const from of RESULT_STATES) expect(CELL_STATES.filter((to) => canBecome(from, to))).toEqual([]);
  });

  it('reaches every state from pending', () => {
    const reached = new Set<string>(['pending']);
    for (const from of reached) for (const to of CELL_TRANSITIONS[from as 'pending']) reached.add(to);
    expect([...reached].sort()).toEqual([...CELL_STATES].sort());
  });

  it('ends only in states that wait for nothing more', () => {
    expect(CELL_STATES.filter(isEnded)).toEqual(['succeeded', 'diverged', 'failed', 'cancelled']);
  });

  it('gives a result only to a cell that runs', () => {
    for (const to of RESULT_STATES)
      expect(CELL_STATES.filter((from) => canBecome(from, to))).toEqual(['running']);
  });
});
