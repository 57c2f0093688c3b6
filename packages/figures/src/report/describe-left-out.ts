import type { IncomparableRow } from '@rote/domain';
import { joinTexts } from '@rote/domain';
import { markup, type Markup } from '../markup.js';
import { countOf, countText } from '../wording/number-text.js';

/** Counts the cells that are in none of the paper's tables and figures, and says why; undefined if there are none. */
export function describeLeftOut(rows: readonly IncomparableRow[]): Markup | undefined {
  if (rows.length === 0) return undefined;
  const cells = rows.reduce((sum, row) => sum + row.cells, 0);
  const reasons = joinTexts(rows.map((row) => `${countText(row.cells)} because ${row.reason}`));
  return markup`<p class="notice">${countOf(cells, 'cell')} of the table above ${cells === 1 ? 'is' : 'are'} not set up as in the paper, and in no table or figure of its sections: ${reasons}.</p>
`;
}
