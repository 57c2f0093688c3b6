import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const HOW_TOS = 'docs/how-to';

/** What mentions each page's example. The next of its kind changes these files, so the page has to link them. */
const EXAMPLES: Readonly<Record<string, RegExp>> = {
  'add-a-corruption.md': /asymmetric-?labels/i,
  'add-a-data-set.md': /cifar100/,
  'add-a-measure.md': /sharpness/i,
  'add-a-regularizer.md': /label[-_]?smoothing|mixup/i,
  'add-a-route.md': /v1\/queues|QueueStatus|queue-status/,
  'add-a-view.md': /measure_correlation/,
  'add-an-architecture.md': /resnet/i,
  'add-an-engine.md': /webgpu/i,
  'add-an-optimizer.md': /\badam\b/i,
};

/** What people write to add something. Tests, generated pages and applied migrations follow from it. */
const WRITTEN = /^(apps\/[^/]+\/src|packages\/[^/]+\/src|prisma\/(views|functions)|infra\/docs)\//;

const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => WRITTEN.test(file) && !file.includes('/generated/'))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

const mentioning = (example: RegExp): readonly string[] =>
  files.filter(({ file, text }) => example.test(file) || example.test(text)).map(({ file }) => file);

/** The files and folders that a page links, from the root. */
const linkedIn = (page: string): string[] =>
  [...page.matchAll(/\]\((?!https?:|#)([^)\s#]+)[^)]*\)/g)].map(([, target = '']) => join(HOW_TOS, target));

const isCovered = (file: string, links: readonly string[]): boolean =>
  links.some((link) => file === link || file.startsWith(`${link}/`));

/** The files that neither a page links nor the how-tos that it links. */
const findForgotten = (page: string, example: RegExp): readonly string[] => {
  const links = linkedIn(page);
  for (const link of links.filter((target) => dirname(target) === HOW_TOS))
    links.push(...linkedIn(readFileSync(join(root, link), 'utf8')));
  return mentioning(example).filter((file) => !isCovered(file, links));
};

describe('each how-to', () => {
  it('has an example', () => {
    expect(Object.keys(EXAMPLES)).toEqual(readdirSync(join(root, HOW_TOS)).sort());
  });

  it.each(Object.entries(EXAMPLES))(
    '%s links every source file that mentions its example',
    (name, example) => {
      const page = readFileSync(join(root, HOW_TOS, name), 'utf8');
      expect(mentioning(example)).not.toEqual([]);
      expect(findForgotten(page, example)).toEqual([]);
    },
  );

  it('is told of a file that it forgot', () => {
    const page = readFileSync(join(root, HOW_TOS, 'add-a-regularizer.md'), 'utf8');
    expect(findForgotten(page.replaceAll('label-smoothing.ts', 'other.ts'), /label-?smoothing/i)).toContain(
      'packages/domain/src/regularizers/label-smoothing.ts',
    );
  });
});
