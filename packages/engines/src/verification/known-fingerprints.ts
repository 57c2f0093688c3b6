import type { Fingerprint } from './fingerprint.js';
export const KNOWN_FINGERPRINTS: Readonly<Record<string, Readonly<Record<string, Fingerprint>>>> = {};
