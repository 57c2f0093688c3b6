import { setTimeout as delay } from 'node:timers/promises';
import { isLostRace } from './database-error.js';

const MOST_TRIES = 6;
const FIRST_DELAY_MS = 20;

/**
 * Runs a transaction anew where it lost a race against another one: Postgres has rolled it back and says that the same
 * may succeed now. The pauses grow, and differ, so that two do not meet again.
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
