import type { CellSummary } from '@rote/client';

type FailedCell = Pick<CellSummary, 'id' | 'position' | 'error'>;

/** Failed cells with one cause. */
export interface FailureGroup {
  /** How their last attempts failed. */
  readonly failureClass: string;
  readonly message: string;
  readonly cells: readonly FailedCell[];
}

/** Numbers and addresses differ between cells that failed in the same way. */
const likeOthers = (message: string): string =>
  message
    .split('\n', 1)[0]!
    .replaceAll(/\b[0-9a-f]{12,}\b/gi, '…')
    .replaceAll(/\d+(?:\.\d+)?/g, '#');

/** Groups failed cells by their failure class and their message, apart from its numbers. The most cells come first. */
export function groupFailures(cells: readonly FailedCell[]): readonly FailureGroup[] {
  const groups = new Map<string, { failureClass: string; message: string; cells: FailedCell[] }>();
  for (const cell of cells) {
    const { class: failureClass, message } = cell.error ?? {
      class: 'unknown',
      message: 'No error was recorded.',
    };
    const key = `${failureClass} ${likeOthers(message)}`;
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { failureClass, message, cells: [] }));
    group.cells.push(cell);
  }
  return [...groups.values()].sort((a, b) => b.cells.length - a.cells.length);
}
