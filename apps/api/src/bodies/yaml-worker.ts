import { parentPort } from 'node:worker_threads';
import { parseYaml } from '@rote/contracts';
import { InvalidInputError } from '@rote/domain';
import type { Numbered } from '../answering-thread.js';
import type { YamlAnswer } from './yaml-thread.js';

function answer(text: string): YamlAnswer {
  try {
    return { value: parseYaml(text, 'the body') };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const { message, faults, more } = error;
    return { what: message.split(':\n')[0]!, faults, more };
  }
}

parentPort?.on('message', ({ id, content }: Numbered<string>) => {
  parentPort?.postMessage({ id, content: answer(content) } satisfies Numbered<YamlAnswer>);
});
