import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { IDIOMS } from './idioms.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Files that quote the idioms, that must not change once applied, or that a program writes. */
const EXEMPT =
  /^(docs\/STYLE\.md|infra\/checks\/(idioms|english\.test)\.ts|prisma\/migrations\/|docs\/replication\/|docs\/reference\/|packages\/client\/src\/generated\/|findings\/)/;

const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => /\.(ts|mts|mjs|js|md|sql|ya?ml|prisma)$/.test(file) && !EXEMPT.test(file));

/** One line for each idiom found: where, what, and what to write instead. */
const findIdioms = (file: string, text: string): readonly string[] =>
  text.split('\n').flatMap((line, index) =>
    IDIOMS.flatMap(({ pattern, write }) => {
      const found = pattern.exec(line)?.[0];
      return found === undefined ? [] : [`${file}:${String(index + 1)}: "${found}": write ${write}`];
    }),
  );

const idiomsIn = (file: string): readonly string[] =>
  findIdioms(file, readFileSync(`${root}${file}`, 'utf8'));

describe('English', () => {
  it('has none of the idioms that docs/STYLE.md replaces', () => {
    expect(files.flatMap(idiomsIn).join('\n')).toBe('');
  });

  it('finds a planted idiom, and says where it is and what to write', () => {
    expect(findIdioms('a.ts', '// one line\n// Whoever gets the client ends it.')).toEqual([
      'a.ts:2: "Whoever": write who it is: "the caller", "another process", "anyone who"',
    ]);
    expect(findIdioms('a.ts', '// It runs on GPUs alone.')).toHaveLength(1);
    expect(findIdioms('a.ts', '// Their tables are left alone, and so is theirs.')).toEqual([]);
  });
});
