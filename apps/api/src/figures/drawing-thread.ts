import { Worker } from 'node:worker_threads';
import type { FigureName, ReportRows, SweepReport } from '@rote/domain';
import { RoteError } from '@rote/domain';

/** What can be drawn, with all that it is drawn from. */
export type DrawTask =
  | { readonly kind: 'report'; readonly report: SweepReport }
  | { readonly kind: 'list'; readonly rows: Partial<ReportRows> }
  | { readonly kind: 'svg' | 'png'; readonly name: FigureName; readonly rows: Partial<ReportRows> };

export interface DrawRequest {
  readonly id: number;
  readonly task: DrawTask;
}

export type DrawAnswer =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly fault: string };

export interface DrawingThread {
  /** @returns what the task asks for; `undefined` where there are no rows for it */
  draw(task: DrawTask): Promise<unknown>;
  close(): Promise<void>;
}

/** Built: a thread takes JavaScript alone. The same place from the sources and from what they are built to. */
const MODULE = new URL('../../dist/figures/draw-worker.js', import.meta.url);

/** Draws reports and figures in a thread: they take seconds, in which this process answers others. */
export function createDrawingThread(): DrawingThread {
  interface Waiting {
    readonly resolve: (value: unknown) => void;
    readonly reject: (error: Error) => void;
  }
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;

  const failAll = (cause: unknown): void => {
    worker = undefined;
    for (const { reject } of waiting.values())
      reject(new RoteError('internal', 'the thread that draws has ended', { cause }));
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(MODULE, {
      // Not what this process was started with, which may be to read sources.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 2048 },
    });
    started.unref();
    started.on('message', (answer: DrawAnswer) => {
      const { resolve, reject } = waiting.get(answer.id) ?? {};
      waiting.delete(answer.id);
      if ('fault' in answer) reject?.(new RoteError('internal', answer.fault));
      else resolve?.(answer.value);
    });
    started.on('error', failAll);
    started.on('exit', () => {
      if (worker === started) failAll(undefined);
    });
    return started;
  };
  return {
    draw: (task) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, task } satisfies DrawRequest);
      }),
    async close() {
      const running = worker;
      worker = undefined;
      await running?.terminate();
    },
  };
}
