import type { Fault } from './fault.js';

/** Two clients submit the same sweep at the same moment to two API processes, with one Idempotency-Key or without. */
export const twoSubmitters: Fault = {
  name: 'two-submitters',
  apis: 2,
  trainedOnce: true,
  async submit(scene) {
    const { client, random, spec, stack } = scene;
    const key = random.integer(2) === 0 ? undefined : `chaos-${random.uint32()}`;
    const [sweep, ...others] = await Promise.all(stack.apis.map((api) => client.submit(spec, { key, api })));
    if (sweep === undefined) throw new Error('a stack has at least one API');
    const isOne = others.every(({ id }) => id === sweep.id);
    if (isOne !== (key !== undefined))
      scene.violate(
        'duplicated',
        `two submissions ${key === undefined ? 'without a key' : 'with one key'} made ${isOne ? 'one sweep' : 'two sweeps'}`,
      );
    scene.inject(key === undefined ? 'submitted twice' : 'submitted twice with one key');
    return sweep;
  },
  async inject(scene) {
    await scene.midway();
    await scene.client.submit(scene.spec);
    scene.inject('submitted once more');
  },
};
