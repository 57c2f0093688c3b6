import { text } from 'node:stream/consumers';
import { useHttpServer } from '@rote/testkit';
import { expect, it } from 'vitest';
import { runCommand } from './run-command.js';

const ID = 'aa000000-0000-4000-8000-000000000000';
const OTHER = 'bb000000-0000-4000-8000-000000000000';
const SWEEP = { id: ID, name: 'mine', labels: { run: '2' }, notes: '', archivedAt: null };

/** Runs a command against an API that has an archived sweep and another, and records the requests. */
async function ask(...args: readonly string[]) {
  const asked: unknown[] = [];
  const url = await useHttpServer((request, response) => {
    void text(request).then((body) => {
      asked.push([request.method, request.url, ...(body === '' ? [] : [JSON.parse(body) as unknown])]);
      const list = {
        items: [{ ...SWEEP, id: OTHER, archivedAt: '2026-01-01T00:00:00.000Z' }, SWEEP],
        next: null,
      };
      const answer = request.url?.startsWith('/v1/sweeps?') === true ? list : SWEEP;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  return { ...(await runCommand([...args, '--api', url])), asked };
}

it('rote label sets and removes labels, and changes name and notes', async () => {
  const { asked, text: said } = await ask(
    ...['label', ID, 'paper=figure=1a', 'old-', 'empty=', '--name', 'new', '--notes', ''],
  );
  expect(asked).toEqual([
    [
      'PATCH',
      `/v1/sweeps/${ID}`,
      { name: 'new', notes: '', labels: { paper: 'figure=1a', old: null, empty: '' } },
    ],
  ]);
  expect(said).toBe(`Sweep ${ID} "mine" has the labels run=2.\n`);
});

it('rote label prints the labels if there is nothing to change', async () => {
  const { asked } = await ask('label', ID);
  expect(asked).toEqual([['GET', `/v1/sweeps/${ID}`]]);
});

it('the latest sweep is never an archived one', async () => {
  const { asked, text: said } = await ask('archive', 'latest');
  expect(asked).toEqual([
    ['GET', '/v1/sweeps?limit=500&archived=any'],
    ['POST', `/v1/sweeps/${ID}/archive`],
  ]);
  expect(said).toBe(`Archived sweep ${ID} "mine".\n`);
  expect((await ask('unarchive', 'bb0')).asked[1]).toEqual(['POST', `/v1/sweeps/${OTHER}/unarchive`]);
});

it('rote sweeps passes its filters on', async () => {
  const { asked } = await ask(
    ...['sweeps', '--label', 'a=b', 'c', '--state', 'paused', '--search', 'x&y', '--json'],
  );
  expect(asked).toEqual([
    ['GET', '/v1/sweeps?limit=500&archived=false&label=a%3Db&label=c&state=paused&search=x%26y'],
  ]);
});
