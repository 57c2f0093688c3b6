import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

export interface CheckpointFile {
  readonly file: string;
  readonly size: number;
  readonly step: number;
}

/** Finds the checkpoints of a cell, by step: `<folder>/<cell>/<run key>/<step>-<sha256>.safetensors`. */
export async function findCheckpoints(folder: string, cellId: string): Promise<readonly CheckpointFile[]> {
  const home = join(folder, cellId);
  const names = await readdir(home, { recursive: true }).catch(() => []);
  const files = await Promise.all(
    names
      .filter((name) => name.endsWith('.safetensors'))
      .map(async (name) => {
        const file = join(home, name);
        // It may be gone by now: a trainer removes an old one once there is a newer one.
        const { size } = await stat(file).catch(() => ({ size: 0 }));
        return { file, size, step: Number.parseInt(basename(name), 10) };
      }),
  );
  return files.filter(({ size }) => size > 0).toSorted((one, other) => one.step - other.step);
}
