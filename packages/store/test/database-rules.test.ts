import { CELL_STATES, CELL_TRANSITIONS, FAILURE_CLASSES } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { epochOf, resultOf } from '@rote/testkit/values';
import { describe, expect, it } from 'vitest';
import { submit, sweepOf } from './fixtures/sweep-of.js';
import { claimOne, registerWorker } from './fixtures/training.js';

const quoted = (text: unknown): readonly string[] =>
  [...String(text).matchAll(/'([^']+)'/g)].map(([, word]) => word ?? '');

describe('the database', () => {
  it("has the domain's transitions", async () => {
    const { sql } = await useStore();
    const rows = await sql('SELECT from_state, to_state FROM cell_transitions');
    const expected = CELL_STATES.flatMap((from) =>
      CELL_TRANSITIONS[from].map((to) => ({ from_state: from, to_state: to })),
    );
    expect(rows).toHaveLength(expected.length);
    expect(rows).toEqual(expect.arrayContaining(expected));
  });

  it("has the domain's states and failure classes", async () => {
    const { sql } = await useStore();
    const constraint = async (name: string) => {
      const [row] = await sql(
        'SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = $1',
        [name],
      );
      return quoted(row?.['text']);
    };
    await expect(constraint('cells_state_check')).resolves.toEqual([...CELL_STATES]);
    await expect(constraint('cells_failure_check')).resolves.toEqual([...FAILURE_CLASSES]);
    await expect(constraint('attempts_failure_class_check')).resolves.toEqual([...FAILURE_CLASSES]);
  });

  it('rejects a transition that is not in the table', async () => {
    const { store, sql } = await useStore();
    await submit(store, sweepOf('sweep', [1]));
    await expect(sql(`UPDATE cells SET state = 'running'`)).rejects.toThrow(
      /a pending cell cannot become running/,
    );
    await expect(
      sql(`INSERT INTO cells (id, spec, architecture, corruption, regularizer, label_noise, state, ended_at)
           VALUES (repeat('0', 64), '{}', '', '', '', 0, 'failed', now())`),
    ).rejects.toThrow(/rejected/);
  });

  it('rejects success without a result', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('sweep', [1]));
    await claimOne(store);
    await expect(sql(`UPDATE cells SET state = 'succeeded', ended_at = now()`)).rejects.toThrow(
      /attempt 1 has no result of a succeeded cell/,
    );
  });

  it('rejects changing or deleting the outcome of a cell', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('sweep', [1]));
    await store.attempts.finish(await claimOne(store), resultOf(), null);
    for (const statement of [
      `UPDATE cells SET state = 'pending', ended_at = NULL`,
      'UPDATE cells SET epoch = 1',
      'UPDATE cell_results SET seconds = 1',
      'DELETE FROM cell_results',
      'UPDATE epochs SET train_accuracy = 1',
      'DELETE FROM epochs',
      'DELETE FROM attempts',
      'INSERT INTO epochs SELECT cell_id, 99, attempt, step, train_loss, train_accuracy, NULL, NULL, NULL, NULL, ' +
        'test_loss, test_accuracy, best_test_accuracy, learning_rate, gradient_norm, weight_norm, seconds, ' +
        'images_per_second FROM epochs',
    ])
      await expect(sql(statement), statement).rejects.toThrow(/the outcome of a cell never changes/);
    await expect(sql('DELETE FROM cells')).rejects.toThrow(/sweep_cells_cell_id_fkey/);
  });

  it('rejects epochs and a result of any attempt but the running one', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('sweep', [1]));
    const first = await claimOne(store);
    await store.attempts.recordEpochs(first, [epochOf(1)]);
    const insertEpoch = (attempt: number) =>
      sql(
        `INSERT INTO epochs SELECT cell_id, 1 + (SELECT max(epoch) FROM epochs), $1, step, train_loss, train_accuracy,
           NULL, NULL, NULL, NULL, test_loss, test_accuracy, best_test_accuracy, learning_rate, gradient_norm,
           weight_norm, seconds, images_per_second FROM epochs LIMIT 1`,
        [attempt],
      );
    const insertResult = (attempt: number) =>
      sql(
        `INSERT INTO cell_results (cell_id, attempt, outcome, stop_reason, epochs, steps, parameter_count,
           labels_selected, labels_changed, labels_sha256, images_sha256, seconds, images_per_second)
         VALUES ($1, $2, 'diverged', 'diverged', 1, 8, 10, 0, 0, '', '', 1, 1)`,
        [first.cellId, attempt],
      );
    const updateEpochs = () => sql('UPDATE epochs SET train_accuracy = 1');
    const refusal = (attempt: number) => new RegExp(`attempt ${String(attempt)} is not the running one`);

    await updateEpochs();
    await insertEpoch(1);
    await store.attempts.release(first);
    for (const write of [updateEpochs, () => insertEpoch(1), () => insertResult(1)])
      await expect(write()).rejects.toThrow(refusal(1));

    const second = await claimOne(store);
    expect(second.attempt).toBe(2);
    for (const write of [updateEpochs, () => insertEpoch(1), () => insertResult(1)])
      await expect(write()).rejects.toThrow(refusal(1));
    await expect(insertResult(3)).rejects.toThrow(refusal(3));
    await insertEpoch(2);
    await sql('DELETE FROM epochs WHERE attempt = 1');
    await insertResult(2);
  });

  it('rejects rewriting the end of an attempt, or losing an attempt', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('sweep', [1]));
    await store.attempts.fail(await claimOne(store), { class: 'lost-worker', message: 'gone' });
    for (const statement of [
      `UPDATE attempts SET outcome = 'released', failure_class = NULL`,
      'UPDATE attempts SET outcome = NULL, ended_at = NULL, failure_class = NULL',
      `UPDATE attempts SET message = ''`,
      'UPDATE attempts SET first_step = 8',
      'DELETE FROM attempts',
    ])
      await expect(sql(statement), statement).rejects.toThrow(/the outcome of a cell never changes/);
    await sql('UPDATE attempts SET late_writes = late_writes + 1, gpu_memory_mb = 5');
    await claimOne(store);
    await sql('UPDATE attempts SET first_step = 8 WHERE outcome IS NULL');
  });

  it('lets a cell be asked to yield only while it runs', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('sweep', [1]));
    const ask = () => sql('UPDATE cells SET yield_asked = true');
    const ref = await claimOne(store);
    await ask();
    await store.attempts.release(ref);
    await expect(sql('SELECT yield_asked FROM cells')).resolves.toEqual([{ yield_asked: false }]);
    await expect(ask()).rejects.toThrow(/cells_yield_check/);
  });
});
