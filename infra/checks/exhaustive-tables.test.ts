import { execFile } from 'node:child_process';
import { cp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { useTempDir } from '@rote/testkit';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = 'packages/learning/src';

interface Removal {
  readonly file: string;
  readonly entry: string;
}

/** Whether a type asks for every key of a union: `Record<…>` or `{ [K in …]: … }`. */
const asksForEveryKey = (type: ts.TypeNode): boolean =>
  ts.isMappedTypeNode(type) || (ts.isTypeReferenceNode(type) && type.typeName.getText() === 'Record');

/** The object of `{ … } satisfies T` or `{ … } as const satisfies T`, if `T` asks for every key. */
function tableOf(node: ts.Node): ts.ObjectLiteralExpression | undefined {
  if (!ts.isSatisfiesExpression(node) || !asksForEveryKey(node.type)) return undefined;
  const inner = ts.isAsExpression(node.expression) ? node.expression.expression : node.expression;
  return ts.isObjectLiteralExpression(inner) ? inner : undefined;
}

/** Removes the first entry of every table whose keys `satisfies` checks. */
function removeEntries(file: string, text: string): { readonly text: string; readonly removals: Removal[] } {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const removals: Removal[] = [];
  const cuts: { readonly from: number; readonly to: number }[] = [];
  const visit = (node: ts.Node): void => {
    const [first, second] = tableOf(node)?.properties ?? [];
    if (first?.name !== undefined && second !== undefined) {
      const { name } = first;
      removals.push({ file, entry: ts.isStringLiteral(name) ? name.text : name.getText(source) });
      cuts.push({ from: first.getFullStart(), to: second.getFullStart() });
    } else ts.forEachChild(node, visit);
  };
  visit(source);
  const shortened = cuts.reduceRight((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), text);
  return { text: shortened, removals };
}

/** A copy of the package in which every table lacks its first entry, and which entries those are. */
async function plant(project: string): Promise<readonly Removal[]> {
  await cp(join(root, SOURCES), join(project, 'src'), { recursive: true });
  await symlink(join(root, 'node_modules'), join(project, 'node_modules'));
  await writeFile(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: {
        ...{ composite: false, incremental: false, noEmit: true },
        // The package needs no build of those that it imports.
        customConditions: ['@rote/source'],
      },
      include: ['src'],
      references: [],
    }),
  );
  const files = await readdir(join(project, 'src'), { recursive: true });
  const removals = await Promise.all(
    files
      .filter((file) => file.endsWith('.ts'))
      .map(async (file) => {
        const path = join(project, 'src', file);
        const planted = removeEntries(file, await readFile(path, 'utf8'));
        if (planted.removals.length > 0) await writeFile(path, planted.text);
        return planted.removals;
      }),
  );
  return removals.flat();
}

/** What the compiler prints for a project that it rejects. */
async function compile(project: string): Promise<string> {
  const compiled = promisify(execFile)('npx', ['tsc', '-p', project, '--pretty', 'false'], { cwd: root });
  return compiled.then(
    () => '',
    (error: unknown) => {
      if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string')
        return error.stdout;
      throw error;
    },
  );
}

it('a variant without an entry in a table of learning does not compile, and the compiler names it', async () => {
  const project = await useTempDir();
  const removals = await plant(project);
  // Architectures that are trained and solved, corruptions, augmentations, optimizers.
  expect(removals.map(({ file }) => file)).toEqual(
    expect.arrayContaining([
      'architectures/index.ts',
      'corruption/index.ts',
      'data/augment.ts',
      'optimizers/index.ts',
      'solving/solve.ts',
    ]),
  );
  const errors = (await compile(project)).split('\n').filter((line) => line.includes('error TS'));
  for (const { file, entry } of removals)
    expect(
      errors.filter((line) => line.includes(`src/${file}(`) && line.includes(entry)),
      `${file} without ${entry}`,
    ).not.toEqual([]);
}, 120_000);
