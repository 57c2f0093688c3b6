import type { KeyStore } from '@rote/store';
import type { KeyPolicy } from './key-gate.js';

/**
 * Returns a function that says whether a stream that was opened with a key, or without one (`null`), may continue: a request is
 * checked once, but a stream can outlive its key.
 */
export function watchKeys(
  policy: KeyPolicy,
  keys: Pick<KeyStore, 'list'>,
): (key: string | null) => Promise<boolean> {
  let asking: Promise<readonly { readonly id: string; readonly state: string }[]> | undefined;
  return async (key) => {
    if (policy === 'never') return true;
    // All streams ask at the same time.
    asking ??= keys.list().finally(() => {
      asking = undefined;
    });
    const all = await asking;
    if (key === null) return policy === 'once-keys-exist' && all.length === 0;
    return all.some(({ id, state }) => id === key && state === 'active');
  };
}
