import type { Training } from '@rote/domain';
import { optimizerOf } from '@rote/domain';

interface Spec {
  readonly training?: Training;
}

/** A spec with its optimizer in one form for all kinds, so that two kinds can be told apart. */
function parseSpec(text: string): unknown {
  const spec = JSON.parse(text) as Spec;
  if (spec.training === undefined) return spec;
  const optimizer = optimizerOf(spec.training);
  const isOption = (field: string): boolean => Object.hasOwn(optimizer, field);
  const others = Object.entries(spec.training).filter(([field]) => !isOption(field));
  return { ...spec, training: { ...Object.fromEntries(others), optimizer } };
}

const OPTIMIZER = 'training.optimizer.';

/** Every value that is not an object, as JSON, by its path: `training.learningRate`. */
const leavesOf = (value: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
    : [[path.join('.'), typeof value === 'string' ? value : value === null ? 'none' : JSON.stringify(value)]];

/** A path as words: `learning rate`, `weight decay`. */
const wordsOf = (path: string): string =>
  path
    .replace(`${OPTIMIZER}kind`, 'optimizer')
    .replace(OPTIMIZER, '')
    .replace(/^(training|regularizer|architecture|corruption)\./, '')
    .replaceAll('.', ' ')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/**
 * For each spec, the values that not all of the specs have: `weight decay 0.5, learning rate 0.1`.
 *
 * @param specs as JSON
 */
export function differencesOf(specs: readonly string[]): readonly string[] {
  const leaves = specs.map((spec) => new Map(leavesOf(parseSpec(spec))));
  const paths = [...new Set(leaves.flatMap((each) => [...each.keys()]))];
  const differing = paths.filter((path) => new Set(leaves.map((each) => each.get(path))).size > 1);
  return leaves.map((each) =>
    differing
      // The options of another optimizer are no values that this one lacks.
      .filter((path) => each.has(path) || !path.startsWith(OPTIMIZER))
      .map((path) => `${wordsOf(path)} ${each.get(path) ?? 'none'}`)
      .join(', '),
  );
}
