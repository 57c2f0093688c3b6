/** The moment for the fault did not come, or this machine has no means for it. */
export class NotInjectedError extends Error {
  name = 'NotInjectedError';
}
