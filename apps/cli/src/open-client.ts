import { type ApiClient, type ClientOptions, createApiClient } from '@rote/client';

/** What a person at a terminal can do if the API cannot be reached. */
const ADVICE = {
  noAnswer: 'Start one with "npm start" (or "npx rote up"), or name another with --api URL or ROTE_API_URL.',
  blockedPort: 'Start it on another port with ROTE_PORT, and name that one with --api URL or ROTE_API_URL.',
  otherServer: 'Name the right address with --api URL or ROTE_API_URL.',
} as const;

/** Creates a client whose errors say what to do at a terminal. */
export const openClient = (options: Omit<ClientOptions, 'advice'>): ApiClient =>
  createApiClient({ ...options, advice: ADVICE });
