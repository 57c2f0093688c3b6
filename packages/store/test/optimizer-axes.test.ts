import { expandSweep, isSolved, optimizerOf, parseSweepSpec } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { expect, it } from 'vitest';
import pinned from '../../domain/test/fixtures/pinned-cells.json' with { type: 'json' };

it('optimizer_axes has no optimizer for solved cells, of every kind, and that of any other cell', async () => {
  const cells = pinned.flatMap(({ spec }) =>
    [...expandSweep(parseSweepSpec({ name: 'pinned', ...spec }))].map(({ cell }) => cell),
  );
  const { sql } = await useStore();
  const rows = await sql(`
    SELECT a.optimizer FROM jsonb_array_elements('${JSON.stringify(cells).replaceAll("'", "''")}') WITH ORDINALITY c (spec, n)
    CROSS JOIN LATERAL optimizer_axes(spec) a ORDER BY n`);
  expect(rows).toEqual(
    cells.map(({ architecture, training }) => ({
      optimizer: isSolved(architecture) ? null : optimizerOf(training).kind,
    })),
  );
  expect(new Set(rows.map(({ optimizer }) => optimizer))).toEqual(new Set([null, 'sgd', 'adam']));
});
