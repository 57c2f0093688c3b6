import { RoteError } from '@rote/domain';
import type { KeyPolicy } from './key-gate.js';
import { isLoopback } from './loopback.js';

/** Who may use this API. */
export interface AccessRules {
  /** Names of the server, besides those of loopback and the address that a request came to. */
  readonly hosts: readonly string[];
  /** Origins of other web pages that may use it. */
  readonly origins: readonly string[];
  readonly keys: KeyPolicy;
  /** Requests that each key, or each address without one, may send; 0 for any number. */
  readonly requestsPerMinute: number;
}

export interface AccessConfig {
  readonly ROTE_HOST: string;
  readonly ROTE_ALLOWED_HOSTS?: string | undefined;
  readonly ROTE_CORS_ORIGINS?: string | undefined;
  readonly ROTE_API_AUTH: 'auto' | 'required' | 'off';
  readonly ROTE_RATE_LIMIT: number;
}

const listOf = (text = ''): readonly string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

/** @throws RoteError `config-invalid` if one of them is not an origin */
export function readOrigins(text: string | undefined): readonly string[] {
  const origins = listOf(text);
  const wrong = origins.find((origin) => !isOrigin(origin));
  if (wrong !== undefined)
    throw new RoteError(
      'config-invalid',
      `ROTE_CORS_ORIGINS must be a list of origins separated by commas, such as http://localhost:8080; found ${wrong}`,
    );
  return origins;
}

function policyOf({ ROTE_API_AUTH: auth, ROTE_HOST: host }: AccessConfig): KeyPolicy {
  if (auth === 'off') return 'never';
  return auth === 'auto' && isLoopback(host) ? 'once-keys-exist' : 'always';
}

/**
 * Reads the access rules from the environment.
 *
 * @throws RoteError `config-invalid` if an origin is invalid
 */
export const readAccessRules = (config: AccessConfig): AccessRules => ({
  hosts: [config.ROTE_HOST, ...listOf(config.ROTE_ALLOWED_HOSTS)],
  origins: readOrigins(config.ROTE_CORS_ORIGINS),
  keys: policyOf(config),
  requestsPerMinute: config.ROTE_RATE_LIMIT,
});
