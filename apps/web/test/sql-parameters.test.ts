import { describe, expect, it } from 'vitest';
import { parametersOf } from '../src/editor/sql/sql-parameters.js';

describe('parametersOf', () => {
  it.each([
    ['SELECT :a, :b, :a', ['a', 'b']],
    ['SELECT \':a\', ":b", x::text -- :c\n/* :d */', []],
    ["SELECT 'it''s :a', :b", ['b']],
    ['SELECT $$ :a $$, $x$ :b $x$, :c', ['c']],
    ["SELECT E'\\':a', :b", ['b']],
    ["SELECT 'open :a", []],
    ['SELECT seed::int = :n::int', ['n']],
  ])('of %s', (sql, names) => {
    expect(parametersOf(sql)).toEqual(names);
  });
});
