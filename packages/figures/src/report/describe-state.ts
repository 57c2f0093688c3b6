import type { SweepReport } from '@rote/domain';
import { CELL_STATES, isEnded, joinTexts } from '@rote/domain';
import { markup, type Markup } from '../markup.js';
import { countText } from '../wording/number-text.js';

/** Describes the progress of the sweep. If cells are missing, warns that the numbers below may change. */
export function describeState({ cells, counts, state }: SweepReport): Markup {
  if (cells === 0)
    return markup`<p class="notice">The sweep has no cells, so there is nothing to report. Either its grid is empty, or its “exclude” removes everything.</p>
`;
  const texts = CELL_STATES.filter((each) => counts[each] > 0).map(
    (each) => `${countText(counts[each])} ${each}`,
  );
  const missing = CELL_STATES.filter((each) => !isEnded(each)).reduce((sum, each) => sum + counts[each], 0);
  const summary = markup`<p>The sweep is ${state}: of ${countText(cells)} ${cells === 1 ? 'cell' : 'cells'}, ${joinTexts(texts)}.</p>
`;
  if (missing === 0) return summary;
  return markup`${summary}<p class="notice">${countText(missing)} ${missing === 1 ? 'cell has' : 'cells have'} no result yet. Everything below is based on the others.</p>
`;
}
