import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

export interface FixtureProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** All standard output and error so far. */
  output(): string;
  /** The next line of standard output that is a JSON object with this property. */
  waitFor(property: string): Promise<Readonly<Record<string, unknown>>>;
  /** Exit code, or the signal that ended it; by then all of its output has been read. */
  readonly exit: Promise<number | NodeJS.Signals | null>;
}

export interface FixtureOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it gets an IPC channel to the test. */
  readonly withChannel?: boolean;
}

/** Runs `fixtures/<name>.mjs`, which imports the built package; it is killed when the test is over. */
export function startFixture(name: string, options: FixtureOptions = {}): FixtureProcess {
  const { args = [], env = {}, withChannel = false } = options;
  const module = path.join(import.meta.dirname, 'fixtures', `${name}.mjs`);
  const environment = { PATH: process.env['PATH'], ...env };
  const child = withChannel
    ? fork(module, [...args], { env: environment, silent: true, execArgv: [] })
    : spawn(process.execPath, [module, ...args], { env: environment });

  let output = '';
  const lines: string[] = [];
  const { stdout, stderr, pid } = child;
  if (!stdout || !stderr || pid === undefined) throw new Error(`Cannot start ${module}`);
  const waiting = new Set<() => void>();
  createInterface({ input: stdout }).on('line', (line) => {
    lines.push(line);
    for (const look of waiting) look();
  });
  stdout.on('data', (text: Buffer) => (output += text.toString()));
  stderr.on('data', (text: Buffer) => (output += text.toString()));
  // Not 'close', which never comes after we disconnect the channel.
  const exit = Promise.all([once(child, 'exit'), once(stdout, 'close'), once(stderr, 'close')]).then(
    ([[code, signal]]) => (code ?? signal) as number | NodeJS.Signals | null,
  );
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exit;
  });

  return {
    child,
    pid,
    output: () => output,
    exit,
    async waitFor(property) {
      let look = (): void => undefined;
      const found = new Promise<Readonly<Record<string, unknown>>>((resolve) => {
        look = () => {
          const line = lines.map(parse).find((value) => value !== undefined && property in value);
          if (line) resolve(line);
        };
      });
      waiting.add(look);
      look();
      const ended = exit.then((code) => {
        throw new Error(`${name} ended (${code ?? 'unknown'}) without "${property}":\n${output}`);
      });
      return Promise.race([found, ended]).finally(() => waiting.delete(look));
    },
  };
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  return line.startsWith('{') ? (JSON.parse(line) as Readonly<Record<string, unknown>>) : undefined;
}
