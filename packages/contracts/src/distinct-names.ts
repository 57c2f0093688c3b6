/** Makes column names unique, for objects with a key per column: the second `a` becomes `a_2`. */
export function distinctNames(names: readonly string[]): readonly string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let count = 2; seen.has(distinct) || (distinct !== name && taken.has(distinct)); count++)
      distinct = `${name}_${String(count)}`;
    seen.add(distinct);
    return distinct;
  });
}
