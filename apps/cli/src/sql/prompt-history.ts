import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Lines that are kept. */
export const HISTORY_LINES = 1000;

/** The lines of earlier sessions, in a file that only its owner can read. */
export interface PromptHistory {
  /** Returns the lines, newest first. */
  read(): Promise<string[]>;
  write(lines: readonly string[]): Promise<void>;
}

export function createPromptHistory(stateDir: string): PromptHistory {
  const file = path.join(stateDir, 'sql-history');
  return {
    async read() {
      const text = await readFile(file, 'utf8').catch(() => '');
      return text.split('\n').filter((line) => line !== '');
    },
    async write(lines) {
      await mkdir(stateDir, { recursive: true });
      await writeFile(file, lines.slice(0, HISTORY_LINES).join('\n'), { mode: 0o600 });
    },
  };
}
