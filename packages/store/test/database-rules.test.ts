import { CELL_STATES, CELL_TRANSITIONS, FAILURE_CLASSES } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { submit, sweepOf } from './fixtures/sweep-of.js';
import { claimOne, registerWorker, resultOf } from './fixtures/training.js';
import { useStore } from './fixtures/use-store.js';

const quoted = (text: unknown): readonly string[] =>
  [...String(text).matchAll(/'([^']+)'/g)].map(([, word]) => word ?? '');

describe('the database', () => {
  it('has the transitions of the domain', async () => {
    const { sql } = await useStore();
    const rows = await sql('SELECT from_state, to_state FROM cell_transitions');
    const expected = CELL_STATES.flatMap((from) =>
      CELL_TRANSITIONS[from].map((to) => ({ from_state: from, to_state: to })),
    );
    expect(rows).toHaveLength(expected.length);
    expect(rows).toEqual(expect.arrayContaining(expected));
  });

  it('has the states and failure classes of the domain', async () => {
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

  it('refuses a transition that is not in the table', async () => {
    const { store, sql } = await useStore();
    await submit(store, sweepOf('sweep', [1]));
    await expect(sql(`UPDATE cells SET state = 'running'`)).rejects.toThrow(
      /a pending cell cannot become running/,
    );
    await expect(
      sql(`INSERT INTO cells (id, spec, architecture, corruption, regularizer, label_noise, state, ended_at)
           VALUES (repeat('0', 64), '{}', '', '', '', 0, 'failed', now())`),
    ).rejects.toThrow(/refused/);
  });

  it('refuses success without a result', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('sweep', [1]));
    await claimOne(store);
    await expect(sql(`UPDATE cells SET state = 'succeeded', ended_at = now()`)).rejects.toThrow(
      /attempt 1 has no result of a succeeded cell/,
    );
  });

  it('refuses to change or delete what has come of a cell', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('sweep', [1]));
    await store.attempts.finish(await claimOne(store), resultOf());
    for (const statement of [
      `UPDATE cells SET state = 'pending', ended_at = NULL`,
      'UPDATE cells SET epoch = 1',
      'DELETE FROM cells',
      'UPDATE cell_results SET seconds = 1',
      'DELETE FROM cell_results',
      'UPDATE epochs SET train_accuracy = 1',
      'DELETE FROM epochs',
      'INSERT INTO epochs SELECT cell_id, 99, attempt, step, train_loss, train_accuracy, NULL, NULL, NULL, NULL, ' +
        'test_loss, test_accuracy, best_test_accuracy, learning_rate, gradient_norm, weight_norm, seconds, ' +
        'images_per_second FROM epochs',
    ])
      await expect(sql(statement), statement).rejects.toThrow(/what has come of a cell never changes/);
  });
});
