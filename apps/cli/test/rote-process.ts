import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

export interface RoteProcess {
  readonly pid: number;
  /** Everything written so far, both streams together. */
  output(): string;
  /** Resolves when its output contains this text; rejects if it ends without it. */
  until(text: string): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  readonly exited: Promise<Outcome>;
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RoteOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
}

/** Runs the built command line as a person would. */
export function spawnRote(args: readonly string[], { env, input }: RoteOptions): RoteProcess {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: 'pipe',
  });
  const written = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      written[stream] += text;
    });
  child.stdin.end(input);
  const output = (): string => written.stdout + written.stderr;
  const exited = new Promise<Outcome>((resolve) => {
    child.once('close', (code) => {
      resolve({ code, ...written });
    });
  });
  return {
    pid: child.pid ?? 0,
    output,
    until: (text) => untilWritten(child, output, text),
    signal: (signal) => {
      child.kill(signal);
    },
    exited,
  };
}

function untilWritten(child: ChildProcess, output: () => string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (!output().includes(text)) return;
      child.stdout?.off('data', look);
      child.stderr?.off('data', look);
      resolve();
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('close', () => {
      reject(new Error(`it ended without "${text}":\n${output()}`));
    });
    look();
  });
}

export const runRote = (args: readonly string[], options: RoteOptions): Promise<Outcome> =>
  spawnRote(args, options).exited;
