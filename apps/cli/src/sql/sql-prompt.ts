import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { RoteError } from '@rote/domain';
import type { CommandContext } from '../command-context.js';
import { explainError } from '../explain-error.js';
import { completeSql, type SqlView } from './complete-sql.js';
import { createPromptHistory, HISTORY_LINES } from './prompt-history.js';

const HELP = `A query may have several lines, and ends with a semicolon.
  \\d        the views        \\d VIEW   the columns of a view
  Tab       completes        Up, Down  earlier lines
  Ctrl-C    stops a query, or drops what is typed
  \\q        ends, as does Ctrl-D
`;

export interface SqlPromptOptions {
  /** Runs a query and prints its rows. */
  readonly run: (sql: string, signal: AbortSignal) => Promise<void>;
  readonly views: readonly SqlView[];
  readonly endsStatement: (sql: string) => boolean;
}

/** Asks for queries until there are no more. A query that fails ends nothing. */
export async function promptForSql(
  { stdin, stdout, stderr, signal, config }: CommandContext,
  { run, views, endsStatement }: SqlPromptOptions,
): Promise<void> {
  const history = createPromptHistory(config.ROTE_STATE_DIR);
  const { columns = 80 } = stdout;
  const output = Object.assign(
    new Writable({
      decodeStrings: false,
      write(chunk: string, _encoding, written) {
        stdout.control(chunk);
        written();
      },
    }),
    { isTTY: true, columns },
  );
  const lines = createInterface({
    input: stdin,
    output,
    terminal: true,
    history: await history.read(),
    historySize: HISTORY_LINES,
    removeHistoryDuplicates: true,
    completer: (line: string) => completeSql(views, line),
  });
  const describeViews = (name: string | undefined): string => {
    if (name === undefined) return `${views.map((view) => view.name).join('\n')}\n`;
    const view = views.find((other) => other.name === name.toLowerCase());
    return view === undefined ? `There is no view ${name}.\n` : `${view.columns.join('\n')}\n`;
  };

  let typed = '';
  let running: AbortController | undefined;
  const closed = once(lines, 'close');
  let isClosed = false;
  lines.once('close', () => {
    isClosed = true;
  });
  const ask = (): void => {
    if (isClosed) return;
    lines.setPrompt(typed === '' ? 'sql> ' : '  -> ');
    lines.prompt();
  };
  const answer = async (line: string): Promise<void> => {
    const [, command, name] = /^\s*\\(\S*)\s*(\S*?);?\s*$/.exec(line) ?? [];
    if (typed === '' && command !== undefined) {
      if (command === 'q') lines.close();
      else stderr.write(command === 'd' ? describeViews(name === '' ? undefined : name) : HELP);
      return;
    }
    typed += `${line}\n`;
    if (typed.trim() === '') typed = '';
    if (!endsStatement(typed)) return;
    const sql = typed;
    typed = '';
    running = new AbortController();
    try {
      await run(sql, AbortSignal.any([signal, running.signal]));
    } catch (error) {
      if (!signal.aborted) stderr.write(`${explainError(error)}\n`);
    } finally {
      running = undefined;
    }
  };

  let last: Promise<void> = Promise.resolve();
  lines.on('line', (line) => {
    last = last.then(() => answer(line)).then(ask);
  });
  lines.on('SIGINT', () => {
    if (running !== undefined) {
      running.abort(new RoteError('aborted', 'Stopped'));
      return;
    }
    typed = '';
    // Drops the line as readline has it.
    lines.write(null, { ctrl: true, name: 'e' });
    lines.write(null, { ctrl: true, name: 'u' });
    stdout.control('\r\n');
    ask();
  });
  let kept: readonly string[] = [];
  lines.on('history', (now) => {
    kept = [...now];
  });
  const close = (): void => {
    lines.close();
  };
  signal.addEventListener('abort', close, { once: true });
  stderr.write('Type a query that ends with a semicolon, \\? for help, or \\q to end.\n');
  ask();
  await closed;
  signal.removeEventListener('abort', close);
  await last;
  if (kept.length > 0) await history.write(kept);
  stdout.control('\n');
}
