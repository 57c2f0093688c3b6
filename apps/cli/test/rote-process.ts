import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
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

/** Returns the pids of all descendants of a process. */
export function descendantsOf(root: number): readonly number[] {
  const table = execFileSync('ps', ['-e', '-o', 'pid=', '-o', 'ppid='], { encoding: 'utf8' });
  const pairs = table.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const found: number[] = [];
  for (let parents = [root]; parents.length > 0;) {
    const children = pairs.filter(([, parent]) => parent !== undefined && parents.includes(parent));
    parents = children.map(([pid = 0]) => pid);
    found.push(...parents);
  }
  return found;
}

/** Returns the pids that still are processes, zombies excluded. */
export const livingOf = (pids: readonly number[]): readonly number[] =>
  pids.filter((pid) => {
    try {
      const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
      return !state.startsWith('Z');
    } catch {
      return false;
    }
  });
