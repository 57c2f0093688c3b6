import { parentPort } from 'node:worker_threads';
import { parseYaml } from '@rote/contracts';
import { InvalidInputError } from '@rote/domain';
import type { YamlAnswer, YamlRequest } from './yaml-thread.js';

function answer({ id, text }: YamlRequest): YamlAnswer {
  try {
    return { id, value: parseYaml(text, 'the body') };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const { message, faults, more } = error;
    return { id, what: message.split(':\n')[0]!, faults, more };
  }
}

parentPort?.on('message', (request: YamlRequest) => {
  parentPort?.postMessage(answer(request));
});
