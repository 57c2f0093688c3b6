import { useHttpServer } from '@rote/testkit';
import { expect, it } from 'vitest';
import { runCommand } from './run-command.js';

const ID = 'aa000000-0000-4000-8000-000000000000';
const PLAN = { cells: 5, sharedCells: 1, results: 3, attempts: 4 };

/** Runs the command against an API that has the sweep, and records the changes that it asks for. */
async function ask(...args: readonly string[]) {
  const asked: unknown[] = [];
  const url = await useHttpServer((request, response) => {
    if (request.method !== 'GET') asked.push([request.method, request.url]);
    const isDeleted = request.method === 'DELETE' && request.url?.includes('dryRun') !== true;
    response.writeHead(isDeleted ? 204 : 200, { 'content-type': 'application/json' });
    if (isDeleted) response.end();
    else response.end(JSON.stringify(request.method === 'DELETE' ? PLAN : { id: ID }));
  });
  return { ...(await runCommand(['delete', ID, ...args, '--api', url])), asked };
}
const dryRun = ['DELETE', `/v1/sweeps/${ID}?dryRun=true`];

it('counts what would be deleted', async () => {
  const { text, asked } = await ask();
  expect(text).toBe(
    `Sweep ${ID}: 4 cells with 3 results and 4 attempts would be deleted; 1 cell of other sweeps would stay. With --yes, it is done.\n`,
  );
  expect(asked).toEqual([dryRun]);
});

it('with --yes, deletes the sweep', async () => {
  const { text, asked } = await ask('--yes');
  expect(text).toBe(`Deleted sweep ${ID}.\n`);
  expect(asked).toEqual([dryRun, ['DELETE', `/v1/sweeps/${ID}`]]);
});

it('prints what was deleted as JSON', async () => {
  const { text } = await ask('--yes', '--json');
  expect(JSON.parse(text)).toEqual({ deleted: ID, ...PLAN });
});
