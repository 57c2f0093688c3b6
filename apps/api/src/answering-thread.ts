import { Worker } from 'node:worker_threads';
import { RoteError } from '@rote/domain';

/** A question or an answer, with the number that matches them. */
export interface Numbered<Content> {
  readonly id: number;
  readonly content: Content;
}

export interface AnsweringThread<Question, Answer> {
  /** @throws RoteError `internal` if the thread ends before it has answered */
  ask(question: Question): Promise<Answer>;
  /** Ends the thread, and rejects what it has not answered yet. */
  close(): Promise<void>;
}

export interface ThreadOptions {
  /** The built module: a thread only runs JavaScript. */
  readonly module: URL;
  /** What the thread does, for its error, such as "parses YAML". */
  readonly work: string;
  readonly maxHeapMb: number;
}

/** A thread that answers one question after another. It starts with the first, and again after it has failed. */
export function createAnsweringThread<Question, Answer>({
  module,
  work,
  maxHeapMb,
}: ThreadOptions): AnsweringThread<Question, Answer> {
  interface Waiting {
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: Error) => void;
  }
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;

  const failAll = (cause: unknown): void => {
    worker = undefined;
    for (const { reject } of waiting.values())
      reject(new RoteError('internal', `the thread that ${work} has ended`, { cause }));
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(module, {
      // Not the options of this process, which may make it read sources.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    });
    started.unref();
    started.on('message', ({ id, content }: Numbered<Answer>) => {
      waiting.get(id)?.resolve(content);
      waiting.delete(id);
    });
    started.on('error', failAll);
    started.on('exit', () => {
      if (worker === started) failAll(undefined);
    });
    return started;
  };
  return {
    ask: (content) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, content } satisfies Numbered<Question>);
      }),
    async close() {
      const running = worker;
      failAll(undefined);
      await running?.terminate();
    },
  };
}
