import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The checkpoints of a cell, by step: `<folder>/<cell>/<run key>/<step>-<sha256>.safetensors`. */
export async function findCheckpoints(folder, cellId) {
  const names = await readdir(join(folder, cellId), { recursive: true }).catch(() => []);
  const files = await Promise.all(
    names
      .filter((name) => name.endsWith('.safetensors'))
      .map(async (name) => {
        const file = join(folder, cellId, name);
        // It may be gone by now: an older one is, when a newer is there.
        const { size } = await stat(file).catch(() => ({ size: 0 }));
        return { file, size, step: Number.parseInt(name.split('/').at(-1), 10) };
      }),
  );
  return files.filter(({ size }) => size > 0).toSorted((one, other) => one.step - other.step);
}
