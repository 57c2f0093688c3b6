import type { SweepPageQuery } from '@rote/contracts';
import type { SweepFilter } from '@rote/store';

/** Reads `key=value`, or `key` for any value. */
function toLabel(text: string): readonly [string, string | null] {
  const [key = '', ...value] = text.split('=');
  return [key, value.length === 0 ? null : value.join('=')];
}

/** Returns the filter that a request asks for. */
export const toSweepFilter = ({
  state,
  name,
  project,
  label,
  search,
  archived = 'false',
}: Pick<SweepPageQuery, 'state' | 'name' | 'project' | 'label' | 'search' | 'archived'>): SweepFilter => ({
  ...(state !== undefined && { state }),
  ...(name !== undefined && { name }),
  ...(project !== undefined && { project }),
  ...(label !== undefined && { labels: label.map(toLabel) }),
  ...(search !== undefined && { search }),
  ...(archived !== 'any' && { isArchived: archived === 'true' }),
});
