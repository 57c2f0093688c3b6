import type { ExampleRecords } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { epochOf, resultOf } from '@rote/testkit/values';
import { describe, expect, it } from 'vitest';
import { submit, sweepOf } from './fixtures/sweep-of.js';
import { claimOne, registerWorker } from './fixtures/training.js';

async function useRunningCell() {
  const opened = await useStore();
  const { store } = opened;
  await registerWorker(store);
  await submit(store, sweepOf('sweep', [1]));
  return { ...opened, ref: await claimOne(store) };
}

const measured = (epoch: number, measures: Readonly<Record<string, number>>) => epochOf(epoch, { measures });

describe('the measures of an epoch', () => {
  it('are read with it, and with the result if it is the last', async () => {
    const { store, ref } = await useRunningCell();
    const curve = [
      measured(1, { 'l2-norm': 20.5, 'frobenius-norm/dense-1': 1e-300 }),
      epochOf(2),
      measured(3, { 'l2-norm': 0.1 + 0.2 }),
    ];
    await store.attempts.recordEpochs(ref, curve);
    await expect(store.cells.curve(ref.cellId)).resolves.toStrictEqual(curve);
    const result = resultOf({ final: curve[2] ?? null });
    await store.attempts.finish(ref, result, null);
    await expect(store.cells.result(ref.cellId)).resolves.toMatchObject({ result });
    await expect(store.cells.curve(ref.cellId)).resolves.toStrictEqual(curve);
  });

  it('may be infinite, and are stored as such', async () => {
    const { store, ref } = await useRunningCell();
    const curve = [measured(1, { 'path-norm': Infinity, sharpness: NaN })];
    await store.attempts.recordEpochs(ref, curve);
    await expect(store.cells.curve(ref.cellId)).resolves.toStrictEqual(curve);
  });

  it('are those of its last report, which may have none', async () => {
    const { store, ref } = await useRunningCell();
    await store.attempts.recordEpochs(ref, [
      measured(1, { 'l2-norm': 1, 'path-norm': 2 }),
      measured(2, { 'l2-norm': 3 }),
      measured(2, { 'l2-norm': 4 }),
      measured(3, { 'l2-norm': 5 }),
    ]);
    await store.attempts.recordEpochs(ref, [measured(1, { 'l2-norm': 6 }), epochOf(3)]);
    await expect(store.cells.curve(ref.cellId)).resolves.toStrictEqual([
      measured(1, { 'l2-norm': 6 }),
      measured(2, { 'l2-norm': 4 }),
      epochOf(3),
    ]);
  });

  it('are deleted with epochs that an earlier attempt reported beyond the current one', async () => {
    const { store, sql, ref } = await useRunningCell();
    await store.attempts.recordEpochs(ref, [
      measured(1, { a: 1 }),
      measured(2, { a: 2 }),
      measured(3, { a: 3 }),
    ]);
    await store.attempts.release(ref);
    const second = await claimOne(store);
    await expect(store.attempts.recordEpochs(ref, [measured(1, { a: 9 })])).resolves.toBe(false);
    await store.attempts.recordEpochs(second, [measured(2, { a: 4 })]);
    await expect(sql('SELECT epoch, attempt, value FROM measures ORDER BY epoch')).resolves.toEqual([
      { epoch: 1, attempt: 1, value: 1 },
      { epoch: 2, attempt: 2, value: 4 },
    ]);
  });

  it('are written only by the running attempt, and never change once the cell has its result', async () => {
    const { store, sql, ref } = await useRunningCell();
    await store.attempts.recordEpochs(ref, [measured(1, { a: 1 })]);
    const insert = (attempt: number) =>
      sql(`INSERT INTO measures SELECT cell_id, epoch, $1, 'b', 1 FROM epochs`, [attempt]);
    const update = () => sql('UPDATE measures SET value = 2');
    await store.attempts.release(ref);
    for (const write of [update, () => insert(1)])
      await expect(write()).rejects.toThrow(/attempt 1 is not the running one/);
    const second = await claimOne(store);
    await expect(insert(1)).rejects.toThrow(/attempt 1 is not the running one/);
    await insert(2);

    await store.attempts.finish(second, resultOf({ epochs: 1, final: measured(1, { a: 3 }) }), null);
    for (const write of [update, () => insert(2), () => sql('DELETE FROM measures')])
      await expect(write()).rejects.toThrow(/measures: the outcome of a cell never changes/);
    await expect(sql('SELECT name, value FROM measures')).resolves.toEqual([{ name: 'a', value: 3 }]);
  });
});

describe('a cell that was solved', () => {
  it('has neither a learning rate nor a gradient', async () => {
    const { store, ref } = await useRunningCell();
    const final = epochOf(1, {
      step: 0,
      learningRate: null,
      gradientNorm: null,
      measures: { 'solution-norm': 220 },
    });
    const result = resultOf({ stopReason: 'solved', epochs: 1, steps: 0, final });
    await expect(store.attempts.finish(ref, result, null)).resolves.toBe(true);
    await expect(store.cells.result(ref.cellId)).resolves.toMatchObject({ result });
  });
});

describe('the records of examples', () => {
  const examples: ExampleRecords = {
    firstFitted: [1, 0, 40_000],
    timesForgotten: [0, 2, 1],
    margins: [0.5, -3, NaN],
    testLosses: [1e-50, 1e39, 0.1],
  };

  it('are stored with the result, to the precision of their types', async () => {
    const { store, sql, ref } = await useRunningCell();
    const result = resultOf();
    await store.attempts.finish(ref, { ...result, examples }, null);
    await expect(sql('SELECT * FROM example_records')).resolves.toEqual([
      {
        cell_id: ref.cellId,
        attempt: 1,
        first_fitted: [1, 0, 32_767],
        times_forgotten: [0, 2, 1],
        margins: [0.5, -3, NaN],
        test_losses: [0, Infinity, 0.1],
      },
    ]);
    await expect(store.cells.result(ref.cellId)).resolves.toMatchObject({ result });
    for (const statement of ['UPDATE example_records SET margins = NULL', 'DELETE FROM example_records'])
      await expect(sql(statement)).rejects.toThrow(/the outcome of a cell never changes/);
  });

  it('are also stored for a cell of the size of CIFAR-10', async () => {
    const { store, sql, ref } = await useRunningCell();
    const numbers = (count: number) => Array.from({ length: count }, (_, index) => index / 1024);
    await store.attempts.finish(
      ref,
      resultOf({
        examples: {
          firstFitted: numbers(50_000).map(Math.floor),
          timesForgotten: numbers(50_000).map(Math.floor),
          margins: numbers(50_000),
          testLosses: numbers(10_000),
        },
      }),
      null,
    );
    await expect(
      sql(`SELECT first_fitted[50000] AS fitted, margins[50000]::float8 AS margin, cardinality(test_losses) AS losses
           FROM example_records`),
    ).resolves.toEqual([{ fitted: 48, margin: 49_999 / 1024, losses: 10_000 }]);
  });

  it('exist only if the cell was asked for them, and are rejected without its result', async () => {
    const { store, sql, ref } = await useRunningCell();
    const insert = () =>
      sql(`INSERT INTO example_records VALUES ($1, 1, '{}', '{}', '{}', '{}')`, [ref.cellId]);
    await expect(insert()).rejects.toThrow(/example_records_cell_id_fkey/);
    await store.attempts.finish(ref, resultOf(), null);
    await expect(sql('SELECT FROM example_records')).resolves.toEqual([]);
    await expect(insert()).rejects.toThrow(/attempt 1 is not the running one/);
  });
});
