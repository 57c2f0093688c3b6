import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useTempDir } from '@rote/testkit';
import { expect, test } from 'vitest';
import { loadDataset } from '../src/index.js';

test('reports an abort, whatever the load was doing', async () => {
  const cacheDir = await useTempDir();
  const before = AbortSignal.abort();
  await expect(loadDataset('mnist', { cacheDir, signal: before })).rejects.toMatchObject({ code: 'aborted' });
  const during = new AbortController();
  const onProgress = () => {
    during.abort();
  };
  const loading = loadDataset('mnist', { cacheDir, signal: during.signal, onProgress });
  await expect(loading).rejects.toMatchObject({ code: 'aborted' });
});

test('names a cache folder that cannot be used', async () => {
  const cacheDir = join(await useTempDir(), 'file');
  await writeFile(cacheDir, 'not a folder');
  const loading = loadDataset('cifar10', { cacheDir });
  await expect(loading).rejects.toMatchObject({ code: 'data-unavailable', retryable: false });
  await expect(loading).rejects.toThrow(`cannot use the data cache ${join(cacheDir, 'cifar10')}`);
});
