import { readdir, watch, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RoteError } from '@rote/domain';
import { useTempDir } from '@rote/testkit';
import { describe, expect, it } from 'vitest';
import { claimFolder, type FolderClaim } from '../src/process/folder-claim.js';

const nothing = (): Promise<void> => Promise.resolve();

describe('claimFolder', () => {
  it('gives a folder to one process at a time, and leaves nothing behind', async () => {
    const folder = await useTempDir();
    const claim = await claimFolder(folder, 'The server');
    await expect(claimFolder(folder, 'The server')).rejects.toThrow(
      `The server in ${folder} belongs to a stack that is already running (process ${process.pid})`,
    );
    await claim.releaseAfter(nothing);
    await (await claimFolder(folder, 'The server')).releaseAfter(nothing);
    expect(await readdir(folder)).toEqual([]);
  });

  it('waits for a claim that is about to be released', async () => {
    const folder = await useTempDir();
    const claim = await claimFolder(folder, 'The server');
    const order: string[] = [];
    let finish = (): void => undefined;
    let released = nothing();
    await new Promise<void>((begun) => {
      released = claim.releaseAfter(() => {
        begun();
        return new Promise((resolve) => (finish = resolve));
      });
    });

    const changes = watch(folder);
    const next = claimFolder(folder, 'The server').then((taken) => {
      order.push('taken');
      return taken;
    });
    // The draft of the next claim: it has tried.
    for await (const { filename } of changes) if (filename?.startsWith('owner.json.')) break;
    order.push('stopped');
    finish();
    await released;
    await (await next).releaseAfter(nothing);
    expect(order).toEqual(['stopped', 'taken']);
  });

  it.each([
    ['of a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, start: '1', isEnding: false })],
    [
      'of a process whose pid now belongs to another',
      JSON.stringify({ pid: process.pid, start: '1', isEnding: false }),
    ],
    ['that a power cut has emptied', ''],
  ])('takes over a claim %s', async (_, content) => {
    const folder = await useTempDir();
    await writeFile(path.join(folder, 'owner.json'), content);
    await (await claimFolder(folder, 'The server')).releaseAfter(nothing);
  });

  it('has one winner when many want a folder whose owner died', async () => {
    const folder = await useTempDir();
    await writeFile(path.join(folder, 'owner.json'), '');
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => claimFolder(folder, 'The server')),
    );
    const won = results.filter(
      (result): result is PromiseFulfilledResult<FolderClaim> => result.status === 'fulfilled',
    );
    expect(won).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(RoteError);
    expect(await readdir(folder)).toEqual(['owner.json']);
  });
});
