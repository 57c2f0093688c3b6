import type { ApiClient } from '@rote/client';
import type { CommandContext } from '../command-context.js';
import { explainError } from '../explain-error.js';
import { figureFile, type ReportFile } from './report-files.js';

/**
 * Collects the figures of a sweep, as SVG and as PNG. A PNG that cannot be drawn is left out with a message: the same
 * figure is still there as SVG.
 */
export async function collectFigures(
  { signal, stderr }: Pick<CommandContext, 'signal' | 'stderr'>,
  api: Pick<ApiClient, 'listFigures' | 'getFigure'>,
  sweepId: string,
): Promise<readonly ReportFile[]> {
  const files: ReportFile[] = [];
  for (const { name } of (await api.listFigures(sweepId)).items) {
    files.push({ path: figureFile(name, 'svg'), content: await api.getFigure(sweepId, name, 'svg') });
    const path = figureFile(name, 'png');
    try {
      files.push({ path, content: await api.getFigure(sweepId, name, 'png') });
    } catch (error) {
      signal.throwIfAborted();
      stderr.write(`The report has no ${path}: ${explainError(error)}\n`);
    }
  }
  return files;
}
