import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useHttpServer } from '@rote/testkit';
import { makeTempDir } from '@rote/testkit';
import { descendantsOf, isAlive } from '@rote/testkit/system';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { preferPort } from '../src/stack/port.js';
import { writeStackFile } from '../src/stack/stack-file.js';
import { type RoteProcess, runRote, spawnRote } from './rote-process.js';

const MINUTE = 60_000;
/** Ten command lines, or a stack and six: each takes one to two seconds of CPU while a stack trains beside it. */
const MANY_STARTS = 4 * MINUTE;
const SPEC = {
  name: 'tiny',
  dataset: { name: 'synthetic', train: 64, test: 32 },
  grid: { architecture: ['mlp-1x8'], corruption: ['none', 'random-labels'] },
  training: { epochs: 2 },
};
const LONG_SPEC = { ...SPEC, name: 'long', training: { epochs: 100_000 } };
const BAD_SPEC = { name: 'bad', dataset: 'imagenet', grid: { architecture: ['resnet'], seed: [-1] } };

const REDIS = 'redis-server';
const hasRedis = spawnSync(REDIS, ['--version']).status === 0;

interface Folder {
  readonly stateDir: string;
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

async function openFolder(queue: 'redis' | 'postgres'): Promise<Folder> {
  const { path: stateDir, remove } = await makeTempDir();
  return {
    stateDir,
    env: {
      ROTE_STATE_DIR: stateDir,
      ROTE_DATA_DIR: path.join(stateDir, 'data'),
      ROTE_PORT: String(await preferPort('127.0.0.1', 0)),
      ROTE_QUEUE: queue,
      ROTE_ENGINE: 'wasm',
      ROTE_SLOTS: '1',
    },
    remove,
  };
}

describe.each([
  { queue: 'redis', isPossible: hasRedis },
  { queue: 'postgres', isPossible: true },
] as const)('rote up with the queue on $queue', ({ queue, isPossible }) => {
  describe.skipIf(!isPossible)(isPossible ? 'runs' : '(needs redis-server on the PATH)', () => {
    let folder: Folder;
    let up: RoteProcess;
    /** The sweep of SPEC. */
    let tiny: string;
    const rote = (...args: readonly string[]) => runRote(args, { env: folder.env });
    const submit = (spec: unknown, ...args: readonly string[]) =>
      runRote(['submit', '-', ...args], { env: folder.env, input: JSON.stringify(spec) });

    beforeAll(async () => {
      folder = await openFolder(queue);
      up = spawnRote(['up'], { env: folder.env });
      await up.until('Rote is running.');
    }, 2 * MINUTE);

    afterAll(async () => {
      up.signal('SIGTERM');
      await up.exited;
      await folder.remove();
    }, MINUTE);

    it(
      'trains a sweep, and trains nothing twice',
      async () => {
        const first = await submit(SPEC, '--watch');
        expect(first.stderr).toMatch(/^(Warning: .*\n)*$/);
        expect(first.stdout).toMatch(/2\/2 done/);
        expect(first.stdout).toContain('Trained 2 cells, 0 cached');
        expect(first.code).toBe(0);
        [, tiny = ''] = /Submitted sweep (\S+)/.exec(first.stdout) ?? [];
        expect((await submit(SPEC, '--dry-run')).stdout).toContain('2 cells: 2 cached');
        const again = await submit(SPEC, '--watch');
        expect(again.stdout).toContain('Trained 0 cells: all 2 cached.');
        expect(again.code).toBe(0);
      },
      MANY_STARTS,
    );

    // No other queue changes these.
    if (queue === 'postgres') {
      it(
        'answers every query about a sweep',
        async () => {
          const cells = await rote('cells', tiny.slice(0, 8), '--state', 'succeeded', '--format', 'json');
          expect(JSON.parse(cells.stdout)).toMatchObject([
            { position: 0, corruption: 'none', epoch: '2/2' },
            { position: 1, corruption: 'random-labels', label_noise: 1 },
          ]);
          const results = await rote('results', tiny, '--format', 'json');
          expect(JSON.parse(results.stdout)).toMatchObject([
            { architecture: 'mlp-1x8', corruption: 'none', epochs: 2, engine: 'wasm' },
            { architecture: 'mlp-1x8', corruption: 'random-labels', epochs: 2 },
          ]);
          expect((await rote('results')).stdout).toMatch(
            /^2 cells: synthetic, .*\ncorruption +train accuracy/,
          );
          const sql = await rote('sql', 'select count(*) as n from learning_curves', '--format', 'csv');
          // Two epochs of two cells, which are in both sweeps.
          expect(sql.stdout).toBe('n\n8\n');
          const report = path.join(folder.stateDir, 'report');
          const written = await rote('report', tiny, '--output', report);
          expect(written.stderr).toBe('');
          expect(written.stdout).toContain(`Wrote the report of sweep ${tiny} to ${report}:`);
          expect(await readFile(path.join(report, 'report.html'), 'utf8')).toContain('Figure 1a');
          expect((await readdir(path.join(report, 'figures'))).toSorted()).toEqual(
            ['figure-1a', 'figure-1c', 'label-fit', 'learning-curves'].flatMap((name) => [
              `${name}.png`,
              `${name}.svg`,
            ]),
          );
          const rows = await readFile(path.join(report, 'data', 'figure_1c.csv'), 'utf8');
          expect(rows.split('\n')[0]).toMatch(
            /^dataset,architecture,regularizer,label_noise,train_images,n,test_error,/,
          );
          expect((await readdir(path.join(report, 'data'))).toSorted()).toContain('results.csv');

          expect((await rote('status')).stdout).toMatch(new RegExp(`${tiny} +tiny +completed`));
          expect((await rote('status', 'latest')).stdout).toContain('2 succeeded');
        },
        MANY_STARTS,
      );

      it('shows every fault of a bad spec at once', async () => {
        const { code, stderr } = await submit(BAD_SPEC);
        expect(code).toBe(1);
        for (const pointer of ['/dataset', '/grid/architecture/0', '/grid/seed/0'])
          expect(stderr).toContain(`${pointer} (line 1, `);
      });

      it('changes nothing through "rote sql", and says what is wrong with a query', async () => {
        const drop = await rote('sql', 'drop view results');
        expect(drop.code).toBe(1);
        expect((await rote('sql', 'select 1 as one from results limit 0')).code).toBe(0);
        expect((await rote('sql', 'select nothing_of_the_kind')).stderr).toContain('nothing_of_the_kind');
        expect((await rote('sql', '-- nothing')).stderr).toContain('the query is empty');
        expect((await rote('sql', '--timeout', '1', 'select pg_sleep(600)')).stderr).toContain(
          'ran longer than 1 s (--timeout)',
        );
      });

      it(
        'pauses a sweep, changes its priority, resumes and cancels it, and tells those who watch it',
        async () => {
          const { stdout } = await submit(LONG_SPEC);
          const id = /Submitted sweep (\S+)/.exec(stdout)?.[1] ?? '';
          const watch = spawnRote(['watch', id], { env: folder.env });
          await watch.until('1 running');
          expect((await rote('pause', id)).stdout).toContain('paused');
          await watch.until('0 running, 0 failed, 2 waiting, paused');
          expect((await rote('status')).stdout).toMatch(new RegExp(`${id} +long +paused`));
          expect((await rote('priority', id, '-5')).stdout).toContain('has priority -5');
          expect((await rote('retry', id)).stdout).toContain('Retrying 0 cells');
          expect((await rote('resume', id)).stdout).toContain('2 waiting, ETA');
          const again = spawnRote(['watch', id], { env: folder.env });
          await again.until('1 running');
          expect((await rote('cancel', id)).stdout).toContain('2 cells cancelled');
          for (const { exited } of [watch, again]) {
            const watched = await exited;
            expect(watched.code).toBe(1);
            expect(watched.stderr).toContain('2 cells cancelled');
          }
          expect((await rote('cancel', id)).code).toBe(1);
        },
        2 * MINUTE,
      );

      it(
        'is the one that --api names, whatever stack runs in the folder',
        async () => {
          const elsewhere = await openFolder('postgres');
          onTestFinished(() => elsewhere.remove());
          const wrong: string[] = [];
          const other = await useHttpServer((request, response) => {
            wrong.push(request.url ?? '');
            response.end('{}');
          });
          await writeStackFile(elsewhere.stateDir, {
            pid: process.pid,
            apiUrl: other,
            databaseUrl: 'postgresql://127.0.0.1:1/other',
            readerUrl: null,
            redisUrl: null,
          });
          const named = `http://127.0.0.1:${folder.env['ROTE_PORT'] ?? ''}`;
          const spec = path.join(elsewhere.stateDir, 'tiny.yaml');
          await writeFile(spec, JSON.stringify({ ...SPEC, name: 'of the named stack' }));
          const there = (...args: readonly string[]) => runRote(args, { env: elsewhere.env });

          const demo = await there('demo', spec, '--api', named);
          expect(demo).toMatchObject({ code: 0, stderr: '' });
          expect(demo.stdout).toContain(`Using the API at ${named}`);
          const [, id = ''] = /Submitted sweep (\S+)/.exec(demo.stdout) ?? [];
          expect((await rote('results', id)).stdout).toContain('random-labels');

          const env = { ...elsewhere.env, ROTE_API_URL: named };
          const results = await runRote(['results', 'of the named stack'], { env });
          expect(results.stdout).toContain('random-labels');
          const report = await there('report', id, '--api', named);
          expect(report.stdout).toContain(path.join(elsewhere.stateDir, 'reports', id));
          const sql = await there('sql', 'select 1 as one', '--api', named, '--format', 'csv');
          expect(sql).toMatchObject({ code: 0, stdout: 'one\n1\n', stderr: '' });
          expect((await rote('sql', 'select 1 as one', '--api', named)).stdout).toContain('one');
          expect(wrong).toEqual([]);
        },
        MANY_STARTS,
      );

      it('allows one stack per folder', async () => {
        const second = await rote('up');
        expect(second.code).toBe(1);
        expect(second.stderr).toContain(
          `process ${String(up.pid)}, API http://127.0.0.1:${folder.env['ROTE_PORT'] ?? ''}`,
        );
      });
    }

    it(
      'stops everything at Ctrl-C, continues with the cells when restarted, and leaves no orphan after kill -9',
      async () => {
        const { stdout } = await submit({ ...LONG_SPEC, name: 'left', training: { epochs: 200_000 } });
        const id = /Submitted sweep (\S+)/.exec(stdout)?.[1] ?? '';
        const watch = spawnRote(['watch', id], { env: folder.env });
        await watch.until('1 running');
        watch.signal('SIGINT');
        expect((await watch.exited).code).toBe(130);

        const children = descendantsOf(up.pid);
        expect(children.length).toBeGreaterThan(3);
        up.signal('SIGINT');
        expect((await up.exited).code).toBe(0);
        expect(children.filter(isAlive)).toEqual([]);
        expect(existsSync(path.join(folder.stateDir, 'stack.json'))).toBe(false);
        expect((await rote('status')).stderr).toContain('No API answers');
        expect((await rote('sql', 'select 1')).stderr).toContain('DATABASE_URL');

        up = spawnRote(['up'], { env: folder.env });
        await up.until('Rote is running.');
        const again = spawnRote(['watch', id], { env: folder.env });
        await again.until('1 running');
        again.signal('SIGINT');
        await again.exited;

        const orphans = descendantsOf(up.pid);
        up.signal('SIGKILL');
        await expect.poll(() => orphans.filter(isAlive), { timeout: 30_000, interval: 200 }).toEqual([]);
      },
      MANY_STARTS,
    );
  });
});

describe('rote demo', () => {
  it(
    'starts a stack, trains, reports, and leaves nothing running; the second time all cells are cached',
    async () => {
      const folder = await openFolder('postgres');
      onTestFinished(() => folder.remove());
      const spec = path.join(folder.stateDir, 'tiny.yaml');
      await writeFile(spec, JSON.stringify(SPEC));

      const demo = spawnRote(['demo', spec], { env: folder.env });
      await demo.until('Submitted sweep');
      const children = descendantsOf(demo.pid);
      const { code, stdout, stderr } = await demo.exited;
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(children.filter(isAlive)).toEqual([]);
      expect(stdout).toContain('Data set synthetic: generated');
      expect(stdout).toContain('2/2 done');
      expect(stdout).toMatch(/random-labels +\d+\.\d % +\d+\.\d %/);
      expect(stdout).toContain('Without a regularizer:');
      const [report = ''] = await readdir(path.join(folder.stateDir, 'reports'));
      expect(stdout).toContain(report);
      const results = path.join(folder.stateDir, 'reports', report, 'data', 'results.csv');
      const csv = await readFile(results, 'utf8');
      expect(csv.trimEnd().split('\n')).toHaveLength(3);

      const again = await runRote(['demo', spec], { env: folder.env });
      expect(again.stdout).toContain('Trained 0 cells: all 2 cached.');
      expect(again.code).toBe(0);
    },
    3 * MINUTE,
  );

  it(
    'stops everything at Ctrl-C and exits with 130',
    async () => {
      const folder = await openFolder('postgres');
      onTestFinished(() => folder.remove());
      const spec = path.join(folder.stateDir, 'long.yaml');
      await writeFile(spec, JSON.stringify(LONG_SPEC));
      const demo = spawnRote(['demo', spec], { env: folder.env });
      await demo.until('1 running');
      const children = descendantsOf(demo.pid);
      demo.signal('SIGINT');
      const { code, stderr } = await demo.exited;
      expect(stderr).toContain('Run it again');
      expect(code).toBe(130);
      expect(children.filter(isAlive)).toEqual([]);
    },
    2 * MINUTE,
  );
});
