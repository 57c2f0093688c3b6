import { Worker } from 'node:worker_threads';
import type { Fault } from '@rote/domain';
import { InvalidInputError, RoteError } from '@rote/domain';

/** What the thread answers. */
export type YamlAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly what: string; readonly faults: readonly Fault[]; readonly more: number };

export interface YamlRequest {
  readonly id: number;
  readonly text: string;
}

export interface YamlThread {
  /** @throws InvalidInputError as `parseYaml` does */
  parse(text: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Built: a thread takes JavaScript alone. The same place from the sources and from what they are built to. */
const MODULE = new URL('../../dist/bodies/yaml-worker.js', import.meta.url);

/** Parses YAML in a thread, so that a body of some hundred kilobytes does not keep everybody else waiting. */
export function createYamlThread(): YamlThread {
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
      reject(new RoteError('internal', 'the thread that parses YAML has ended', { cause }));
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(MODULE, {
      // Not what this process was started with, which may be to read sources.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    started.unref();
    started.on('message', (answer: YamlAnswer) => {
      const { resolve, reject } = waiting.get(answer.id) ?? {};
      waiting.delete(answer.id);
      if ('what' in answer)
        reject?.(new InvalidInputError('request-invalid', answer.what, answer.faults, answer.more));
      else resolve?.(answer.value);
    });
    started.on('error', failAll);
    started.on('exit', () => {
      if (worker === started) failAll(undefined);
    });
    return started;
  };
  return {
    parse: (text) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, text } satisfies YamlRequest);
      }),
    async close() {
      const running = worker;
      worker = undefined;
      await running?.terminate();
    },
  };
}
