import type { SweepSpec } from '@rote/domain';
import { isEnded } from '@rote/domain';
import { resultsIn } from '../history/history.js';
import { cellsOf } from '../sweep.js';
import type { Fault } from './fault.js';

/** Returns a sweep of some of the sweep's cells. */
const partOf = (spec: SweepSpec): SweepSpec => ({
  ...spec,
  name: 'part',
  grid: { ...spec.grid, seed: [1] },
  include: [],
});

/**
 * The sweep is cancelled at the moment when one of its cells completes; another sweep may contain some of its cells. Then
 * it is submitted again.
 */
export const cancelRace: Fault = {
  name: 'cancel-race',
  async inject(scene, sweepId) {
    const { client, history, spec } = scene;
    const part = partOf(spec);
    const shared = new Set(cellsOf(part).map(({ id }) => id));
    const isShared = scene.random.integer(2) === 0;
    const delayMs = scene.between(0, 50);
    await scene.midway();
    if (isShared) await client.submit(part);
    const before = resultsIn(await history.look());
    await history.until((poll) => resultsIn(poll) > before || undefined);
    await scene.wait(delayMs);
    await client.cancel(sweepId);
    scene.inject(isShared ? 'cancelled, with some cells in another sweep' : 'cancelled');

    const { cells } = await history.look();
    for (const { id, state } of cells) {
      const isKept = isShared && shared.has(id);
      if (isKept && state === 'cancelled')
        scene.violate('lost', `cell ${id.slice(0, 12)} was cancelled, although another sweep contains it`);
      if (!isKept && !isEnded(state))
        scene.violate('lost', `cell ${id.slice(0, 12)} is ${state} after its sweep was cancelled`);
    }
    await scene.wait(scene.between(0, 2000));
    await client.submit(spec);
    scene.inject('submitted again');
  },
};
