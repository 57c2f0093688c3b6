import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DataSource } from '../src/data-source.js';
import { createVerifiedFiles } from '../src/verified-files.js';
import { contentOf, goodSource, SMALL_FILES } from './fixtures/small-files.js';
import { makeTempFolder } from './fixtures/temp-folder.js';

const [A, B, C] = SMALL_FILES as [(typeof SMALL_FILES)[0], (typeof SMALL_FILES)[0], (typeof SMALL_FILES)[0]];

interface Setup {
  readonly folder: string;
  readonly sources: readonly DataSource[];
  readonly signal?: AbortSignal;
}

function open({ folder, sources, signal = new AbortController().signal }: Setup) {
  const progress: string[] = [];
  const onProgress = (line: string) => void progress.push(line);
  const files = createVerifiedFiles({ title: 'small', folder, files: SMALL_FILES, sources, signal, onProgress });
  return { files, progress };
}

/** A source that delivers `content` for every file. */
function badSource(content: Uint8Array): DataSource {
  return {
    name: 'bad source',
    async *fetch(wanted) {
      for (const file of wanted) yield await Promise.resolve({ file, content });
    },
  };
}

const deadSource: DataSource = {
  name: 'dead source',
  // eslint-disable-next-line
  fetch() {
    throw new Error('connection refused');
  },
};
