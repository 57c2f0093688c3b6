import type { CellWhy, SweepWhy } from '@rote/contracts';
import { useHttpServer } from '@rote/testkit';
import { expect, it } from 'vitest';
import { runCommand } from './run-command.js';

const SWEEP = 'aa000000-0000-4000-8000-000000000000';
const CELL = '1f3a'.repeat(16);
const REASON: Omit<CellWhy, 'id' | 'state'> = {
  reason: 'paused',
  waiting: true,
  sentence: `Waits for a person: sweep ${SWEEP} is paused, and no active sweep contains it.`,
  facts: { sweeps: [SWEEP] },
};
const OF_CELL: CellWhy = { id: CELL, state: 'pending', ...REASON };
const OF_SWEEP: SweepWhy = { id: SWEEP, items: [{ ...REASON, cells: 3, example: CELL }] };

const ask = async (...args: readonly string[]) => {
  const url = await useHttpServer((request, response) => {
    const answer = request.url?.startsWith('/v1/cells/') === true ? OF_CELL : OF_SWEEP;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  return await runCommand(['why', ...args, '--sweep', SWEEP, '--api', url]);
};

it('rote why says why the cells of a sweep wait', async () => {
  const { text, exitCode } = await ask();
  expect(text).toBe(`3 cells, such as 1f3a1f3a1f3a: paused\n  ${REASON.sentence}\n`);
  expect(exitCode).toBe(0);
  expect(JSON.parse((await ask('--json')).text)).toEqual(OF_SWEEP);
});

it('rote why CELL says why a cell waits', async () => {
  expect((await ask(CELL)).text).toBe(`paused: ${REASON.sentence}\n`);
  expect(JSON.parse((await ask(CELL, '--json')).text)).toEqual(OF_CELL);
});
