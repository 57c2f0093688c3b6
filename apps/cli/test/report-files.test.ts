import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useHttpServer, useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';
import { collectFigures } from '../src/report/collect-figures.js';
import { dataFile, figureFile, PAGE_FILE, writeReportFiles } from '../src/report/report-files.js';
import { runCommand } from './run-command.js';
import { collect } from './run-output.js';

const ID = 'aa000000-0000-4000-8000-000000000000';

const filesOf = async (folder: string) => (await readdir(folder, { recursive: true })).toSorted();

it('replaces the earlier report, and nothing else', async () => {
  const folder = path.join(await useTempDir(), 'deep', 'report');
  await writeReportFiles(folder, [
    { path: PAGE_FILE, content: 'old' },
    { path: figureFile('figure-1a', 'svg'), content: '<svg/>' },
    { path: dataFile('figure_1a'), content: 'n\n1\n' },
  ]);
  await writeFile(path.join(folder, 'figures', 'mine.svg'), 'mine');
  await writeReportFiles(folder, [
    { path: PAGE_FILE, content: 'new' },
    { path: figureFile('figure-2b', 'png'), content: new Uint8Array([1, 2]) },
  ]);
  expect(await filesOf(folder)).toEqual([
    'data',
    'figures',
    'figures/figure-2b.png',
    'figures/mine.svg',
    'report.html',
  ]);
  expect(await readFile(path.join(folder, 'report.html'), 'utf8')).toBe('new');
  expect([...(await readFile(path.join(folder, 'figures', 'figure-2b.png')))]).toEqual([1, 2]);
});

it('"rote report" writes nothing if the API has no such sweep', async () => {
  const folder = await useTempDir();
  const url = await useHttpServer((request, response) => {
    const problem = {
      type: 'about:blank',
      title: 'Sweep not found',
      status: 404,
      detail: `there is no sweep ${ID}`,
      instance: request.url,
      code: 'sweep-not-found',
      retryable: false,
    };
    response.writeHead(404, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
  });
  const { error, exitCode } = await runCommand(['report', ID, '--output', folder, '--api', url]);
  expect(error).toMatchObject({ code: 'sweep-not-found', message: `there is no sweep ${ID}` });
  expect(exitCode).toBe(1);
  expect(await filesOf(folder)).toEqual([]);
});

it('leaves out a PNG that cannot be drawn, but not the others', async () => {
  const { text, output } = collect();
  const context = { signal: new AbortController().signal, stderr: output };
  const items = (['figure-1a', 'figure-2b'] as const).map((name) => ({
    name,
    title: name,
    svg: `/${name}.svg`,
    png: `/${name}.png`,
  }));
  const files = await collectFigures(
    context,
    {
      listFigures: () => Promise.resolve({ items }),
      getFigure: (_, name, format) =>
        name === 'figure-1a' && format === 'png'
          ? Promise.reject(new Error('too large'))
          : Promise.resolve(new Uint8Array([1])),
    },
    ID,
  );
  expect(files.map((file) => file.path)).toEqual([
    'figures/figure-1a.svg',
    'figures/figure-2b.svg',
    'figures/figure-2b.png',
  ]);
  expect(text()).toBe('The report has no figures/figure-1a.png: too large\n');
});
