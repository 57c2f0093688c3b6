import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useTempDir } from './use-temp-dir.js';
import { onTestFinished, vi } from 'vitest';

/** An `nvidia-smi` that says what the test wants. */
export interface FakeNvidiaSmi {
  /** PATH with it at the front. */
  readonly path: string;
  /** Free memory of each GPU in MiB. */
  setFreeMemory(freeMb: readonly number[]): Promise<void>;
  /** What processes hold, in MiB. */
  setProcesses(usedMb: ReadonlyMap<number, number>): Promise<void>;
}

const TOTAL_MB = 81_559;

/** Puts an `nvidia-smi` on the PATH of the running test. */
export async function useFakeNvidiaSmi(freeMb: readonly number[]): Promise<FakeNvidiaSmi> {
  const dir = await useTempDir();
  const file = (name: string): string => path.join(dir, name);
  const fake: FakeNvidiaSmi = {
    path: `${dir}:${process.env['PATH'] ?? ''}`,
    async setFreeMemory(free) {
      const lines = free.map(
        (mb, index) =>
          `${String(index)}, GPU-${String(index).repeat(8)}-0, ${String(TOTAL_MB)}, ${String(mb)}, A GPU\n`,
      );
      await writeFile(file('gpus'), lines.join(''));
    },
    async setProcesses(usedMb) {
      await writeFile(
        file('apps'),
        [...usedMb].map(([pid, mb]) => `${String(pid)}, ${String(mb)}\n`).join(''),
      );
    },
  };
  await fake.setFreeMemory(freeMb);
  await fake.setProcesses(new Map());
  await writeFile(
    file('nvidia-smi'),
    `#!/bin/sh\ncase "$1" in --query-gpu=*) cat '${dir}/gpus' ;; --query-compute-apps=*) cat '${dir}/apps' ;; esac\n`,
  );
  await chmod(file('nvidia-smi'), 0o755);
  vi.stubEnv('PATH', fake.path);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return fake;
}
