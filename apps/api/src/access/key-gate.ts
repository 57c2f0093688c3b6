import type { KeyStore } from '@rote/store';

/** When requests need a key: never, always, or from the first key on that anyone makes. */
export type KeyPolicy = 'never' | 'always' | 'once-keys-exist';

/** How long it may take until a process notices the first key, if another one made it. */
const LOOK_AGAIN_MS = 1000;

/**
 * Returns a function that says whether requests need a key now. Once a key was made, they do for good: if the last key were
 * revoked or expired, no one would expect the API to be open again.
 */
export function createKeyGate(policy: KeyPolicy, keys: Pick<KeyStore, 'exist'>): () => Promise<boolean> {
  if (policy !== 'once-keys-exist') return () => Promise.resolve(policy === 'always');
  let exist = false;
  let askAtMs = 0;
  return async () => {
    if (exist || performance.now() < askAtMs) return exist;
    exist = await keys.exist();
    askAtMs = performance.now() + LOOK_AGAIN_MS;
    return exist;
  };
}
