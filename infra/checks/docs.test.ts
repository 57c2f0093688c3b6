import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeTempDir, type TempDir, waitFor } from '@rote/testkit';
import { freePort } from '@rote/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SweepPage } from '@rote/contracts';
import { parseSweepSpec } from '@rote/domain';
import { parse } from 'yaml';
import { ALL_PAGES, blocksIn, DOC_PAGES } from './doc-pages.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** npm's scripts that other tests run; each prepares the clone and runs one program. */
const RUN_ELSEWHERE = {
  'npm run demo': 'apps/cli/test/stack.e2e.test.ts',
  'npm test': 'infra/checks/docs.test.ts',
  'npm start': 'apps/cli/test/stack.e2e.test.ts',
  'npm run start:api': 'apps/api/test/main.test.ts',
  'npm run start:worker': 'apps/worker/test/worker.test.ts',
} as const;

const commands = [...new Set(blocksIn(DOC_PAGES, 'sh').flatMap((block) => block.split('\n')))];
/** Commands that submit or change a sweep. */
const CHANGES = /--data-binary|rote (submit|pause|priority|resume|retry) /;
const isCancel = (command: string): boolean => command.includes('rote cancel ');
/** Training would take most of the processor, so that commands that only look come after the end of all sweeps. */
const turnOf = (command: string): number => (CHANGES.test(command) ? 0 : isCancel(command) ? 1 : 2);
/** Each once. */
const ownCommands = commands
  .filter((command) => !Object.hasOwn(RUN_ELSEWHERE, command))
  .sort((a, b) => turnOf(a) - turnOf(b));

/** The first command of npx runs as it is written; the others run the same program without the start of npm. */
const asQuick = (command: string): string =>
  command === ownCommands.find((own) => own.startsWith('npx ')) ? command : command.replace(/^npx /, '');

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
const anchorsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

describe('the links of every page', () => {
  it.each(ALL_PAGES.map(({ file, text }) => [file, text] as const))('%s', (file, text) => {
    const prose = text.replaceAll(/^```.*?^```/gms, '');
    for (const [, link = ''] of prose.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [target = '', anchor] = link.split('#');
      const place = target === '' ? file : join(dirname(file), target);
      expect(existsSync(join(root, place)), link).toBe(true);
      if (anchor !== undefined)
        expect(anchorsIn(readFileSync(join(root, place), 'utf8')), `${file}: ${link}`).toContain(anchor);
    }
  });
});

describe('README', () => {
  it('is short: about 600 words, a picture, and one command to try', () => {
    const { text } = DOC_PAGES[0]!;
    const words = text.replaceAll(/\]\([^)]*\)/g, ']').match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? [];
    expect(words.length).toBeLessThan(800);
    expect(text).toMatch(/!\[.+\]\(docs\/guide\/figure-1a\.png\)/s);
  });
});

describe('the sweep files in the guide', () => {
  it.each(blocksIn(DOC_PAGES, 'yaml').map((block, index) => [index + 1, block] as const))(
    '%i',
    (_, block) => {
      const spec = { name: 'a part of one', ...(parse(block) as object) };
      expect(parseSweepSpec(spec)).toMatchObject({ name: expect.any(String) as string });
    },
  );
});

describe('the npm scripts that the pages name', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };

  it.each(Object.entries(RUN_ELSEWHERE))('%s is run by %s', (command, test) => {
    expect(commands).toContain(command);
    expect(scripts).toHaveProperty([command.replace(/^npm (run )?/, '')]);
    expect(existsSync(join(root, test))).toBe(true);
  });
});

describe('the commands of README and the guide', () => {
  let stateDir: TempDir;
  let apiUrl: string;
  let env: NodeJS.ProcessEnv;
  let stack: ReturnType<typeof spawn>;

  beforeAll(async () => {
    stateDir = await makeTempDir();
    const port = await freePort();
    apiUrl = `http://127.0.0.1:${port}`;
    env = {
      PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
      HOME: process.env['HOME'],
      ROTE_STATE_DIR: stateDir.path,
      ROTE_PORT: String(port),
    };
    stack = spawn(process.execPath, ['apps/cli/bin/rote.js', 'up'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: stack.stdout! })) if (line.includes('Ctrl-C')) return;
    throw new Error('the stack ended before it was running');
  }, 300_000);

  afterAll(async () => {
    stack.stdout?.resume();
    if (stack.exitCode === null && stack.signalCode === null) {
      stack.kill('SIGTERM');
      await once(stack, 'exit');
    }
    await stateDir.remove();
  }, 60_000);

  it('are run here, or by a test that this one names', () => {
    expect(ownCommands.length).toBeGreaterThan(8);
  });

  const activeSweeps = async (): Promise<SweepPage['items']> =>
    ((await (await fetch(`${apiUrl}/v1/sweeps?state=active`)).json()) as SweepPage).items;

  it.each(ownCommands.map((command, index) => [index + 1, command] as const))(
    '%i: %s',
    async (_, command) => {
      if (isCancel(command))
        await waitFor(async () => (await activeSweeps()).some(({ counts }) => counts.succeeded > 0), {
          describe: 'a result for the commands that follow',
          timeoutMs: 240_000,
        });
      const line = asQuick(command).replaceAll('http://127.0.0.1:3000', apiUrl);
      const { stdout } = await promisify(execFile)('sh', ['-c', line], { cwd: root, env });
      expect(stdout.trim()).not.toBe('');
      if (command.startsWith('curl') && !command.includes('text/csv'))
        expect(JSON.parse(stdout)).not.toHaveProperty('errors');
      if (isCancel(command))
        for (const { id } of await activeSweeps())
          await fetch(`${apiUrl}/v1/sweeps/${id}/cancel`, { method: 'POST' });
    },
    300_000,
  );

  it.each(blocksIn(DOC_PAGES, 'sql').map((query, index) => [index + 1, query] as const))(
    'query %i',
    async (_, query) => {
      const { stdout } = await promisify(execFile)('rote', ['sql', query, '--format', 'csv'], {
        cwd: root,
        env,
      });
      expect(stdout.split('\n')[0]).toMatch(/^(sweep|architecture),\w+/);
    },
    60_000,
  );

  // Debian's packages belong to its own Python, which need not be the first on the PATH.
  const python = ['python3', '/usr/bin/python3'].find(
    (file) => spawnSync(file, ['-c', 'import pandas, requests']).status === 0,
  );

  it.skipIf(python === undefined)(
    `the Python example${python === undefined ? ' (needs python3 with pandas and requests)' : ''}`,
    async ({ signal }) => {
      const [program = ''] = blocksIn(DOC_PAGES, 'python');
      const { stdout } = await promisify(execFile)(
        python!,
        ['-c', program.replaceAll('http://127.0.0.1:3000', apiUrl)],
        { env, signal },
      );
      expect(stdout).toContain('random-labels');
    },
    120_000,
  );
});
