import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { timeLimit } from '../src/time-limit.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test('a time limit among other signals fires even after garbage collection', async () => {
  const other = new AbortController();
  const either = AbortSignal.any([other.signal, timeLimit(200)]);
  for (let i = 0; i < 3; i++) {
    collectGarbage();
    await new Promise(setImmediate);
  }
  // Something else keeps the process alive in the meantime.
  const alive = setInterval(() => undefined, 1000);
  if (!either.aborted) await once(either, 'abort');
  clearInterval(alive);
  expect(either.reason).toMatchObject({ name: 'TimeoutError' });
});
