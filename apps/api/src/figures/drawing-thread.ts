import type { FigureName, ReportRows, SweepReport } from '@rote/domain';
import { RoteError } from '@rote/domain';
import { createAnsweringThread } from '../answering-thread.js';

/** What can be drawn, with everything that it is drawn from. */
export type DrawTask =
  | { readonly kind: 'report'; readonly report: SweepReport }
  | { readonly kind: 'list'; readonly rows: Partial<ReportRows> }
  | { readonly kind: 'svg' | 'png'; readonly name: FigureName; readonly rows: Partial<ReportRows> };

export type DrawAnswer = { readonly value: unknown } | { readonly fault: string };

export interface DrawingThread {
  /** @returns what the task asks for, or undefined if there are no rows for it */
  draw(task: DrawTask): Promise<unknown>;
  close(): Promise<void>;
}

/** The same place seen from the sources and from the build. */
const MODULE = new URL('../../dist/figures/draw-worker.js', import.meta.url);

/** Draws reports and figures in a thread: they take seconds, during which this process can answer others. */
export function createDrawingThread(): DrawingThread {
  const thread = createAnsweringThread<DrawTask, DrawAnswer>({
    module: MODULE,
    work: 'draws',
    maxHeapMb: 2048,
  });
  return {
    async draw(task) {
      const answer = await thread.ask(task);
      if ('fault' in answer) throw new RoteError('internal', answer.fault);
      return answer.value;
    },
    close: () => thread.close(),
  };
}
