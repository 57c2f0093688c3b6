import { setTimeout as delay } from 'node:timers/promises';
import { isLostRace } from './database-error.js';

const MOST_TRIES = 6;
const FIRST_DELAY_MS = 20;

/**
 * Repeats a transaction that lost a race against another one: Postgres has rolled it back and reports that the same
 * transaction may succeed now. The pauses grow and vary, so that two processes do not collide again.
 */
export async function retryLostRaces<T>(run: () => Promise<T>, mostTries = MOST_TRIES): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if (tries >= mostTries || !isLostRace(error)) throw error;
      await delay(FIRST_DELAY_MS * 2 ** (tries - 1) * (0.5 + Math.random()));
    }
  }
}
