import type { SettingsRow } from '@rote/domain';
import { groupRows, type Group } from '../figures/group-rows.js';
import type { Markup } from '../markup.js';
import { drawTable } from './draw-table.js';

/** Every value that is no object, as JSON, by its path: `training.learningRate`. */
const leavesOf = (value: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
    : [[path.join('.'), JSON.stringify(value)]];

/** A path as words: `learning rate`, `regularizer weight decay`. */
const wordsOf = (path: string): string =>
  path
    .replace(/^training\./, '')
    .replaceAll('.', ' ')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** What each of some settings has that not all of them have. */
function differencesOf(rows: Group<SettingsRow>): readonly string[] {
  const leaves = rows.map(({ spec }) => new Map(leavesOf(JSON.parse(spec))));
  const paths = [...new Set(leaves.flatMap((each) => [...each.keys()]))];
  const differing = paths.filter((path) => new Set(leaves.map((each) => each.get(path))).size > 1);
  return leaves.map((each) =>
    differing.map((path) => `${wordsOf(path)} ${each.get(path) ?? '–'}`).join(', '),
  );
}

/** What the digests stand for, of networks and regularizers that have several; undefined where none has. */
export function settingsTable(rows: readonly SettingsRow[]): Markup | undefined {
  const groups = [
    ...groupRows(rows, ({ architecture, regularizer }) =>
      JSON.stringify([architecture, regularizer]),
    ).values(),
  ].filter(({ length }) => length > 1);
  if (groups.length === 0) return undefined;
  return drawTable({
    caption: 'Settings: what cells of one network and one regularizer differ in besides seeds',
    columns: [{ title: 'settings' }, { title: 'network' }, { title: 'regularizer' }, { title: 'with' }],
    rows: groups.flatMap((group) => {
      const differences = differencesOf(group);
      return group.map((row, index) => [row.settings, row.architecture, row.regularizer, differences[index]]);
    }),
  });
}
