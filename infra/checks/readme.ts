import { readFileSync } from 'node:fs';

const README = new URL('../../README.md', import.meta.url);

/** The fenced blocks of README in one language, in order. */
export function readmeBlocks(language: 'sh' | 'sql'): readonly string[] {
  const blocks = readFileSync(README, 'utf8').matchAll(
    new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'),
  );
  return [...blocks].map(([, block = '']) => block.trim());
}
