import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './run-command.js';

const DRIVER_DIRECTORY = '/proc/driver/nvidia/gpus';

export interface NvidiaGpu {
  readonly index: number;
  readonly name: string;
}

/** The NVIDIA GPUs of this machine, by `nvidia-smi` or, where that is missing, by the driver's entries in `/proc`. */
export async function findNvidiaGpus(
  options: { readonly signal?: AbortSignal } = {},
): Promise<readonly NvidiaGpu[]> {
  const query = await runCommand('nvidia-smi', ['--query-gpu=index,name', '--format=csv,noheader'], {
    ...options,
    timeoutMs: 10_000,
  });
  if (query.outcome === 'succeeded') return parseNvidiaSmi(query.stdout);
  return readDriverEntries();
}

/** Parses lines such as `0, NVIDIA H100 80GB HBM3`. */
export function parseNvidiaSmi(csv: string): NvidiaGpu[] {
  return [...csv.matchAll(/^(\d+), *(.+)$/gm)].map(([, index, name = '']) => ({
    index: Number(index),
    name: name.trim(),
  }));
}

async function readDriverEntries(): Promise<NvidiaGpu[]> {
  const entries = await readdir(DRIVER_DIRECTORY).catch(() => []);
  return Promise.all(
    entries.sort().map(async (entry, index) => {
      const information = await readFile(join(DRIVER_DIRECTORY, entry, 'information'), 'utf8').catch(
        () => '',
      );
      return { index, name: /^Model:\s*(.+)$/m.exec(information)?.[1]?.trim() ?? 'NVIDIA GPU' };
    }),
  );
}
