import { randomUUID } from 'node:crypto';
import { expandSweep, parseSweepSpec } from '@rote/domain';
import type { TestStore } from '@rote/testkit';
import { epochOf, keptImagesOf, resultOf } from '@rote/testkit/values';

const ENGINE = { name: 'wasm', version: '4.22.0', device: 'cpu', deviceName: 'a CPU, "quoted"' } as const;

const SPEC = {
  name: '=exported, "twice"',
  dataset: { name: 'synthetic', train: 20, test: 10 },
  grid: { corruption: ['none', 'random-labels'], architecture: ['mlp-1x8'], seed: [1, 2] },
  training: { epochs: 2 },
};

/**
 * Submits a sweep of four cells, and ends three of them as far as the store can tell: one after a first attempt that was
 * released, with measures and records of its examples; one diverged; one failed. The fourth still runs.
 */
export async function trainSweep({ store, sql }: TestStore): Promise<string> {
  const spec = parseSweepSpec(SPEC);
  const {
    sweep: { id },
  } = await store.sweeps.submit({ spec, cells: expandSweep(spec) });
  const workerId = randomUUID();
  await store.workers.register({
    id: workerId,
    host: 'here',
    pid: 1,
    slots: 4,
    engine: ENGINE,
    gpuFault: null,
  });
  const claim = async () => {
    const [job] = await store.feed.markQueued(1);
    const claimed = await store.attempts.claim({ ...job!, workerId, engine: ENGINE });
    return claimed!.ref;
  };
  const first = await claim();
  await store.attempts.recordStart(first, { step: 0, epoch: 0 });
  await store.attempts.recordEpochs(first, [epochOf(1)]);
  await store.attempts.release(first);
  const again = await claim();
  const last = epochOf(2, { gradientNorm: null, measures: { 'path-norm': Infinity, margin: -Infinity } });
  await store.attempts.recordEpochs(again, [last]);
  await sql(`UPDATE epochs SET train_loss = '-0' WHERE cell_id = $1 AND epoch = 2`, [again.cellId]);
  await sql(`UPDATE measures SET value = 'NaN' WHERE cell_id = $1 AND name = 'margin'`, [again.cellId]);
  await sql(
    `INSERT INTO cell_results (cell_id, attempt, outcome, stop_reason, epochs, steps, final_epoch, parameter_count,
      labels_selected, labels_sha256, images_sha256, seconds, images_per_second, confusion)
    VALUES ($1, $2, 'succeeded', 'epochs', 2, 16, 2, 9007199254740993, 10, repeat('a', 64), repeat('b', 64), 1.1, 1e-7, '[[1, 2], [3, 4]]')`,
    [again.cellId, again.attempt],
  );
  await sql(
    `INSERT INTO example_records VALUES ($1, $2, '{1,NULL,3}', '{0,0,7}', '{0.1,-Infinity,NaN}', '{}')`,
    [again.cellId, again.attempt],
  );
  const { cell } = await store.cells.get(again.cellId);
  await store.images.keep(
    cell,
    keptImagesOf({
      labelNames: ['plain', '{a "quoted", name\\}'],
      imagesSha256: 'b'.repeat(64),
      labelsSha256: 'a'.repeat(64),
    }),
  );
  await sql(`UPDATE cells SET state = 'succeeded', epoch = 2, ended_at = now() WHERE id = $1`, [
    again.cellId,
  ]);
  await sql(
    `UPDATE attempts SET outcome = 'succeeded', ended_at = now() WHERE cell_id = $1 AND number = $2`,
    [again.cellId, again.attempt],
  );

  const diverging = await claim();
  const end = epochOf(1, { train: { loss: NaN, accuracy: 0.1 }, test: { loss: Infinity, accuracy: 0.1 } });
  await store.attempts.finish(
    diverging,
    resultOf({ outcome: 'diverged', stopReason: 'diverged', epochs: 1, steps: 8, final: end }),
    null,
  );
  await store.attempts.fail(await claim(), {
    class: 'bug',
    message: "'=no such op",
    stderr: '',
    isFinal: true,
  });
  await store.attempts.recordEpochs(await claim(), [epochOf(1)]);
  return id;
}
