import { createLogger } from '@rote/runtime';

/** Writes nothing. */
export const silentLogger = createLogger({ name: 'test', level: 'silent' });
