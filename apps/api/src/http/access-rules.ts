import { RoteError } from '@rote/domain';
import { isLoopback } from './loopback.js';

/** Who may use this API. */
export interface AccessRules {
  /** Names of the server, besides those of loopback and the address that a request came to. */
  readonly hosts: readonly string[];
  /** Origins of other web pages that may use it. */
  readonly origins: readonly string[];
  /** The secret that a request must present, if there is one. */
  readonly token: string | undefined;
}

export interface AccessConfig {
  readonly ROTE_HOST: string;
  readonly ROTE_ALLOWED_HOSTS?: string | undefined;
  readonly ROTE_CORS_ORIGINS?: string | undefined;
  readonly ROTE_API_TOKEN?: string | undefined;
}

const listOf = (text = ''): readonly string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

/** @throws RoteError `config-invalid` if other machines could use the API without a token */
export function requireToken({ ROTE_HOST: host, ROTE_API_TOKEN: token }: Partial<AccessConfig>): void {
  if (host !== undefined && token === undefined && !isLoopback(host))
    throw new RoteError(
      'config-invalid',
      `ROTE_HOST=${host} lets other machines use this API, so it needs a token: set ROTE_API_TOKEN to a secret, such as ` +
        'the output of "openssl rand -hex 32", for the API and for the "rote" commands that use it. ' +
        'Or unset ROTE_HOST to listen only on 127.0.0.1.',
    );
}

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

/**
 * Reads the access rules from the environment.
 *
 * @throws RoteError `config-invalid` if other machines could use the API without a token, or an origin is invalid
 */
export function readAccessRules(config: AccessConfig): AccessRules {
  requireToken(config);
  return {
    hosts: [config.ROTE_HOST, ...listOf(config.ROTE_ALLOWED_HOSTS)],
    origins: readOrigins(config.ROTE_CORS_ORIGINS),
    token: config.ROTE_API_TOKEN,
  };
}
