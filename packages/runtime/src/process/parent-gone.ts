/**
 * Calls back once when the process that forked this one is gone, however it ended: the operating system closes the IPC
 * channel even after `kill -9`. In a process that was not forked with a channel it does nothing.
 *
 * @returns a function that stops listening
 */
export function onParentGone(callback: () => void): () => void {
  const wasForked = process.send !== undefined;
  if (!wasForked) return () => undefined;
  if (!process.connected) {
    // The parent ended before we listened, so there will be no event.
    const timer = setImmediate(callback);
    return () => {
      clearImmediate(timer);
    };
  }
  process.once('disconnect', callback);
  return () => process.off('disconnect', callback);
}
