import type { Project, Sweep } from '@rote/client';
import { useStore, useTempDir } from '@rote/testkit';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { useApi } from './api-process.js';
import { runCommand as run } from './run-command.js';

const SPEC =
  'name: small\ndataset: synthetic\ngrid: { architecture: [mlp-1x512] }\ntraining: { epochs: 1 }\n';

it('makes, changes, lists and deletes projects, and submits to one', { timeout: 60_000 }, async () => {
  const { url: DATABASE_URL } = await useStore();
  const operator = await run(['keys', 'create', '--name', 'operator', '--scope', 'admin'], { DATABASE_URL });
  const ROTE_API_KEY = /^rote_\w+/m.exec(operator.text)?.[0] ?? '';
  const ROTE_API_URL = await useApi(DATABASE_URL);
  const rote = (...args: readonly string[]) => run(args, { ROTE_API_URL, ROTE_API_KEY });

  const words = [
    'projects',
    'create',
    'vision',
    '--share',
    '3',
    '--max-queued-cells',
    '0',
    '--slot-hours',
    '2.5',
  ];
  expect((await rote(...words)).text).toBe(
    'Project "vision" has a share of 3, and at most 0 cells queued or running, 2.5 slot-hours per month.\n',
  );
  expect((await rote(...words)).error).toMatchObject({
    message: expect.stringContaining('There is already a project "vision"') as unknown,
  });
  expect((await rote('projects', 'set', 'vision', '--slot-hours', 'none')).text).toBe(
    'Project "vision" has a share of 3, and at most 0 cells queued or running.\n',
  );
  expect((await rote('projects', 'set', 'text', '--share', '2')).error).toMatchObject({
    code: 'project-not-found',
  });
  expect((await rote('projects', 'set', 'vision', '--slot-hours', '1e3')).text).toContain('or none');
  expect((await rote('projects', 'list')).text).toMatch(/default +1 +0 +0[^]*vision +3 +0 +0 +0 +0/);
  const listed = JSON.parse((await rote('projects', 'list', '--json')).text) as readonly Project[];
  expect(listed.map(({ name, share, slotHours }) => [name, share, slotHours])).toEqual([
    ['default', 1, null],
    ['vision', 3, null],
  ]);

  const file = path.join(await useTempDir(), 'sweep.yaml');
  await writeFile(file, SPEC);
  const sweep = JSON.parse((await rote('submit', file, '--project', 'vision', '--json')).text) as Sweep;
  expect(sweep.project).toBe('vision');
  expect((await rote('submit', file, '--project', 'none')).error).toMatchObject({
    code: 'project-not-found',
  });
  expect((await rote('sweeps', '--project', 'vision')).text).toContain('small');
  expect((await rote('sweeps', '--project', 'default')).text).toContain('No sweep matches');
  expect((await rote('why')).text).toContain(
    'the project "vision" has 0 cells queued or running, of at most 0',
  );
  expect((await rote('projects', 'delete', 'vision')).error).toMatchObject({ code: 'project-in-use' });
  await rote('projects', 'create', 'text');
  const made = await rote('keys', 'create', '--name', 'ada', '--scope', 'submit', '--project', 'text');
  expect(made.text).toContain('"ada" allows submit in the project "text". Keep it now');
});
