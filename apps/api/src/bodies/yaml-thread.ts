import type { Fault } from '@rote/domain';
import { InvalidInputError } from '@rote/domain';
import { createAnsweringThread } from '../answering-thread.js';

/** The thread's answer to a text. */
export type YamlAnswer =
  | { readonly value: unknown }
  | { readonly what: string; readonly faults: readonly Fault[]; readonly more: number };

export interface YamlThread {
  /** @throws InvalidInputError as `parseYaml` does */
  parse(text: string): Promise<unknown>;
  close(): Promise<void>;
}

/** The same place seen from the sources and from the build. */
const MODULE = new URL('../../dist/bodies/yaml-worker.js', import.meta.url);

/** Parses YAML in a thread, so that a body of some hundred kilobytes does not delay other requests. */
export function createYamlThread(): YamlThread {
  const thread = createAnsweringThread<string, YamlAnswer>({
    module: MODULE,
    work: 'parses YAML',
    maxHeapMb: 512,
  });
  return {
    async parse(text) {
      const answer = await thread.ask(text);
      if ('what' in answer)
        throw new InvalidInputError('request-invalid', answer.what, answer.faults, answer.more);
      return answer.value;
    },
    close: () => thread.close(),
  };
}
