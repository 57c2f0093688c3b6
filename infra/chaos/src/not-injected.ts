/** Thrown if the moment for a fault did not come, or this machine has no means for it. */
export class NotInjectedError extends Error {
  override name = 'NotInjectedError';
}
