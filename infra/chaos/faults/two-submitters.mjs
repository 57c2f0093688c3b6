/** Two clients submit the same sweep at the same moment to two API processes, with one Idempotency-Key or without. */
export const twoSubmitters = {
  name: 'two-submitters',
  apis: 2,
  trainedOnce: true,
  async submit(scene) {
    const { client, random, spec, stack } = scene;
    const options = random.integer(2) === 0 ? {} : { key: `chaos-${random.uint32()}` };
    const sweeps = await Promise.all(stack.apis.map((api) => client.submit(spec, { ...options, api })));
    const isOne = sweeps[0].id === sweeps[1].id;
    if (isOne !== (options.key !== undefined))
      scene.violate(
        'duplicated',
        `${isOne ? 'one sweep' : 'two sweeps'} of one submission ${JSON.stringify(options)}`,
      );
    scene.inject(options.key === undefined ? 'submitted twice' : 'submitted twice with one key');
    return sweeps[0];
  },
  async inject(scene) {
    await scene.midway();
    await scene.client.submit(scene.spec);
    scene.inject('submitted once more');
  },
};
