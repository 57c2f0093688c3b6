/** Every value that is not an object, as JSON, by its path: `training.learningRate`. */
const leavesOf = (value: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
    : [[path.join('.'), typeof value === 'string' ? value : value === null ? 'none' : JSON.stringify(value)]];

/** A path as words: `learning rate`, `weight decay`. */
const wordsOf = (path: string): string =>
  path
    .replace(/^(training|regularizer|architecture|corruption)\./, '')
    .replaceAll('.', ' ')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/**
 * For each spec, the values that not all of the specs have: `weight decay 0.5, learning rate 0.1`.
 *
 * @param specs as JSON
 */
export function differencesOf(specs: readonly string[]): readonly string[] {
  const leaves = specs.map((spec) => new Map(leavesOf(JSON.parse(spec))));
  const paths = [...new Set(leaves.flatMap((each) => [...each.keys()]))];
  const differing = paths.filter((path) => new Set(leaves.map((each) => each.get(path))).size > 1);
  return leaves.map((each) =>
    differing.map((path) => `${wordsOf(path)} ${each.get(path) ?? 'none'}`).join(', '),
  );
}
