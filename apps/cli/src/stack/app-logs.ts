import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { AppName } from './start-stack.js';

export interface AppLogs {
  write(app: AppName, line: string): void;
  /** Returns the last lines of each app and where the rest is, for an error message. */
  recent(): string;
  close(): Promise<void>;
}

const RECENT_LINES = 8;

/** Keeps the output of the apps' last run in `logs/api.log` and `logs/worker.log` of the state folder. */
export async function openAppLogs(stateDir: string): Promise<AppLogs> {
  const folder = path.join(stateDir, 'logs');
  await mkdir(folder, { recursive: true });
  const open = (app: AppName): AppLog => {
    const file = path.join(folder, `${app}.log`);
    return { file, stream: createWriteStream(file), lines: [] };
  };
  const logs: Readonly<Record<AppName, AppLog>> = { api: open('api'), worker: open('worker') };

  return {
    write(app, line) {
      const { stream, lines } = logs[app];
      stream.write(`${line}\n`);
      lines.push(line);
      if (lines.length > RECENT_LINES) lines.shift();
    },
    recent: () =>
      Object.values(logs)
        .filter(({ lines }) => lines.length > 0)
        .map(({ file, lines }) => [`${file} ends with:`, ...lines.map((line) => `  ${line}`)].join('\n'))
        .join('\n'),
    async close() {
      await Promise.all(
        Object.values(logs).map(async ({ stream }) => {
          stream.end();
          await once(stream, 'close');
        }),
      );
    },
  };
}

interface AppLog {
  readonly file: string;
  readonly stream: ReturnType<typeof createWriteStream>;
  readonly lines: string[];
}
