import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';
import { openStateFolder } from '../src/state-folder.js';

it('creates the folder and its parents, and leaves nothing in it', async () => {
  const folder = path.join(await useTempDir(), 'a', 'b');
  await openStateFolder(folder);
  await openStateFolder(folder);
  expect(await readdir(folder)).toEqual([]);
});

it.each([
  ['/proc/rote', 'no folder can be created there'],
  ['/proc/rote/deeper', 'no folder can be created there'],
  ['/dev/null', 'a part of its path is a file'],
  ['/dev/null/rote', 'a part of its path is a file'],
])('reports why %s is unusable, and names the variable', async (folder, reason) => {
  await expect(openStateFolder(folder)).rejects.toMatchObject({
    code: 'config-invalid',
    message: `The state folder ${folder} cannot be written to: ${reason}${
      reason.startsWith('no') ? ': its file system is read-only, or of a special kind' : ''
    }. Choose another one with ROTE_STATE_DIR.`,
  });
});

it('reports that a file has that name', async () => {
  const file = path.join(await useTempDir(), 'state');
  await writeFile(file, '');
  await expect(openStateFolder(file)).rejects.toThrow(/a part of its path is a file.*ROTE_STATE_DIR/);
});
