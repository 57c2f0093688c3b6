import { cellsOf } from '../sweep.mjs';

/** Some of the sweep's cells, in a sweep of its own. */
const partOf = (spec) => ({ ...spec, name: 'part', grid: { ...spec.grid, seed: [1] }, include: [] });
const ENDED = ['succeeded', 'diverged', 'failed', 'cancelled'];

/**
 * The sweep is cancelled in the moment in which a cell of it completes; another sweep may need some of its cells. Then it
 * is submitted again.
 */
export const cancelRace = {
  name: 'cancel-race',
  async inject(scene) {
    const { client, history, spec, sweepId } = scene;
    const part = partOf(spec);
    const shared = new Set(cellsOf(part).map(({ id }) => id));
    const isShared = scene.random.integer(2) === 0;
    const delayMs = scene.between(0, 50);
    await scene.midway();
    if (isShared) await client.submit(part);
    const count = ({ cells }) => cells.filter(({ result }) => result !== null).length;
    const before = count(await history.look());
    await history.until((poll) => count(poll) > before || undefined);
    await scene.wait(delayMs);
    await client.cancel(sweepId);
    scene.inject(isShared ? 'cancelled, with some cells in another sweep' : 'cancelled');

    const { cells } = await history.look();
    for (const { id, state } of cells) {
      const isKept = isShared && shared.has(id);
      if (isKept && state === 'cancelled')
        scene.violate('lost', `cell ${id.slice(0, 12)} was another sweep's, too`);
      if (!isKept && !ENDED.includes(state))
        scene.violate('lost', `cell ${id.slice(0, 12)} is ${state} after its sweep was cancelled`);
    }
    await scene.wait(scene.between(0, 2000));
    await client.submit(spec);
    scene.inject('submitted again');
  },
};
