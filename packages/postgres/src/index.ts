export type { PostgresAddress } from './address.js';
export { readAddress } from './address.js';
export { destroyClient, endClient } from './end-client.js';
export { refuseTransactionPooler } from './refuse-poolers.js';
export type { ConnectOptions, SessionSettings } from './session-client.js';
export { clientClassFor, connectClient, prepareSession, SERVER_KEEPALIVE } from './session-client.js';
