// Processes, ports and folders of this machine. Programs of infra use these outside a test run, so nothing here loads vitest.
export { freePort } from './free-port.js';
export { childrenOf, commandOf, descendantsOf, isAlive, killAll, pidsWith, signalAll } from './processes.js';
export type { TempDir } from './temp-dir.js';
export { makeTempDir } from './temp-dir.js';
