import { text } from 'node:stream/consumers';
import { useHttpServer } from '@rote/testkit';
import { expect, it } from 'vitest';
import { parseYaml } from '@rote/contracts';
import { runCommand } from './run-command.js';

const ID = 'aa000000-0000-4000-8000-000000000000';
const OTHER = 'bb000000-0000-4000-8000-000000000000';
const SPEC = { name: 'mine', dataset: 'synthetic', grid: { architecture: ['linear'], seed: [1] } };
const DIFF = {
  left: ID,
  right: OTHER,
  spec: [
    { pointer: '/grid/seed', left: [1], right: [1, 2] },
    { pointer: '/priority', right: 5 },
  ],
  cells: { left: 0, right: 1, both: 1 },
};

/** Runs a command, and records what it asks. */
async function ask(...args: readonly string[]) {
  const asked: unknown[] = [];
  const url = await useHttpServer((request, response) => {
    void text(request).then((body) => {
      const path = request.url ?? '';
      asked.push([request.method, path, ...(body === '' ? [] : [JSON.parse(body) as unknown])]);
      const plan = { cells: 3, cached: 1, known: 0, fresh: 2, warnings: [] };
      const sweep = { id: OTHER, name: 'new', cells: 3, cached: 1, warnings: [] };
      const answer = path.includes('/diff/')
        ? DIFF
        : path.endsWith('dryRun=true')
          ? { spec: SPEC, plan }
          : sweep;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  return { ...(await runCommand([...args, '--api', url])), asked };
}

it('rote clone sends its changes as one merge patch', async () => {
  const { asked, text: said } = await ask(
    ...[
      'clone',
      ID,
      'training.epochs=20',
      'training.stop=none',
      'grid.seed=[1, 2]',
      'priority=null',
      'name=a b',
    ],
  );
  expect(asked).toEqual([
    [
      'POST',
      `/v1/sweeps/${ID}/clone`,
      { training: { epochs: 20, stop: 'none' }, grid: { seed: [1, 2] }, priority: null, name: 'a b' },
    ],
  ]);
  expect(said).toBe(
    `Sweep ${OTHER} "new" has 3 cells, 1 cached. Follow it with "npx rote watch bb000000".\n`,
  );
});

it('rote extend sends values as a sweep file writes them; a dry run prints a sweep file', async () => {
  const { asked, text: said } = await ask(
    'extend',
    ID,
    'seed={ from: 4, to: 9 }',
    'architecture=[linear]',
    '--dry-run',
  );
  expect(asked).toEqual([
    [
      'POST',
      `/v1/sweeps/${ID}/extend?dryRun=true`,
      { axes: { seed: { from: 4, to: 9 }, architecture: ['linear'] } },
    ],
  ]);
  expect(said).toContain('# 3 cells: 1 cached, 0 in other sweeps, 2 new\n');
  expect(parseYaml(said, 'the spec')).toEqual(SPEC);
});

it('rote diff shows each place, and counts the cells', async () => {
  const { text: said } = await ask('diff', ID, OTHER);
  expect(said).toBe(
    `< ${ID}\n> ${OTHER}\n/grid/seed\n  < [1]\n  > [1,2]\n/priority\n  > 5\n1 cell in both, 0 only in <, 1 only in >\n`,
  );
});
