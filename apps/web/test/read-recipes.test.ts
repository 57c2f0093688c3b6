import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRecipes } from '../src/pages/sql/read-recipes.js';

const guide = readFileSync(new URL('../../../docs/guide/asking-results.md', import.meta.url), 'utf8');

describe('readRecipes', () => {
  it('reads every query of the guide, with what it answers', () => {
    const recipes = readRecipes(guide);
    expect(recipes).toHaveLength(guide.split('```sql').length - 1);
    expect(new Set(recipes.map(({ title }) => title)).size).toBe(recipes.length);
    for (const { title, sql } of recipes) {
      expect(title).toMatch(/^[A-Z]/);
      expect(title).not.toMatch(/[[\]`\n]|\.$/);
      expect(sql).toMatch(/^SELECT/);
    }
  });

  it('takes the first sentence, without links and marks', () => {
    const markdown = 'What `x` costs ([why](y.md)). More of it:\n\n```sql\nSELECT 1\n```\n';
    expect(readRecipes(markdown)).toEqual([{ title: 'What x costs (why)', sql: 'SELECT 1' }]);
  });
});
