import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { readConfig } from '@rote/runtime';
import { useStore, useTempDir, waitFor } from '@rote/testkit';
import { describe, expect, it } from 'vitest';
import { CliConfig } from '../src/cli-config.js';
import { buildProgram } from '../src/program.js';
import { completeSql } from '../src/sql/complete-sql.js';

const TAB = '\t';
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const UP = '\u001b[A';

interface Terminal {
  type(text: string): void;
  /** Waits until this is on the screen, below what was waited for before. */
  see(text: string | RegExp): Promise<void>;
  readonly ended: Promise<unknown>;
}

/** Runs `rote sql` at a terminal. */
function openPrompt(env: Readonly<Record<string, string>>): Terminal {
  let screen = '';
  const write = (part: string | Uint8Array): void => {
    screen += String(part);
  };
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const program = buildProgram({
    config: readConfig(CliConfig, env),
    env,
    stdin,
    stdout: { write, isTTY: true, columns: 100 },
    stderr: { write, isTTY: true, columns: 100 },
    signal: new AbortController().signal,
  });
  return {
    type: (text) => stdin.write(text),
    async see(text) {
      const pattern =
        typeof text === 'string' ? new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')) : text;
      await waitFor(() => pattern.test(screen), { describe: `${String(pattern)} on the screen: ${screen}` });
      screen = screen.slice(screen.search(pattern) + 1);
    },
    ended: program.parseAsync(['sql'], { from: 'user' }),
  };
}

describe('rote sql at a terminal', () => {
  it(
    'asks for queries, completes, keeps a history, and continues after an error',
    { timeout: 60_000 },
    async () => {
      const { url: DATABASE_URL } = await useStore();
      const dir = await useTempDir();
      const env = { DATABASE_URL, ROTE_STATE_DIR: path.join(dir, 'state') };
      const first = openPrompt(env);
      await first.see('sql> ');
      first.type('SELECT 6 *\r');
      await first.see('-> ');
      first.type("7 AS answer, ';' AS semicolon;\r");
      await first.see(/answer +semicolon/);
      await first.see('42');
      await first.see('sql> ');
      first.type('SELECT no_such_column FROM results;\r');
      await first.see('no_such_column');
      await first.see('sql> ');
      first.type('\\d learning_c');
      first.type(TAB);
      await first.see('learning_curves');
      first.type('\r');
      await first.see('\ntrain_loss');
      await first.see('sql> ');
      first.type('SELECT count(*) AS many FROM learning_c');
      first.type(TAB);
      await first.see('learning_curves');
      first.type(';\r');
      await first.see('many');
      await first.see('sql> ');
      first.type('SELECT 1 +\r');
      await first.see('-> ');
      first.type(CTRL_C);
      await first.see('sql> ');
      first.type('SELECT pg_sleep(60);\r');
      await setImmediate();
      first.type(CTRL_C);
      await first.see('Stopped');
      await first.see('sql> ');
      first.type('\\q\r');
      await first.ended;
      const history = path.join(dir, 'state', 'sql-history');
      expect((await stat(history)).mode & 0o777).toBe(0o600);
      expect(await readFile(history, 'utf8')).toContain('SELECT 6 *');

      const second = openPrompt(env);
      await second.see('sql> ');
      second.type(`${UP}${UP}`);
      await second.see('pg_sleep(60)');
      second.type(CTRL_C);
      await second.see('sql> ');
      second.type(CTRL_D);
      await second.ended;
    },
  );

  it('needs a terminal', async () => {
    const { runCommand } = await import('./run-command.js');
    expect((await runCommand(['sql'])).text).toContain('give a query, --file FILE, or -');
  });
});

describe('completion', () => {
  const views = [
    { name: 'results', columns: ['cell', 'test_accuracy'] },
    { name: 'learning_curves', columns: ['cell', 'test_loss'] },
  ];
  it.each([
    ['SELECT * FROM res', ['results'], 'res'],
    ['SELECT results.te', ['test_accuracy'], 'te'],
    ['SELECT learning_curves.', ['cell', 'test_loss'], ''],
    ['SELECT te', ['test_accuracy', 'test_loss'], 'te'],
    ['SELECT 1 GROUP B', ['BETWEEN', 'BY'], 'B'],
    ['SELECT ', [], ''],
  ])('of %j', (line, words, begun) => {
    expect(completeSql(views, line)).toEqual([words, begun]);
  });
});
