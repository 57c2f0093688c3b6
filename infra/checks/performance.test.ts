import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${root}docs/performance.md`, 'utf8');
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};
const commands = [...page.matchAll(/npm run (bench:[a-z-]+)/g)].map(([, name = '']) => name);

it.each([...new Set(commands)])('%s, which docs/performance.md names, is run by a test', (name) => {
  const [, file = '?'] = /infra\/bench\/dist\/([a-z-]+)\.js$/.exec(scripts[name] ?? '') ?? [];
  for (const place of [`src/${file}.ts`, `test/${file}.test.ts`])
    expect(existsSync(`${root}infra/bench/${place}`), place).toBe(true);
});
