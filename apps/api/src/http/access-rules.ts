import { RoteError } from '@rote/domain';
import { isLoopback } from './loopback.js';

/** Who may ask this API. */
export interface AccessRules {
  /** Names by which the server may be called, besides those of loopback and the address that a request came to. */
  readonly hosts: readonly string[];
  /** Origins of other web pages that may use it. */
  readonly origins: readonly string[];
  /** What a request has to bring; nothing where there is none. */
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

/** @throws RoteError `config-invalid` where other machines could use the API without a token */
export function requireToken({ ROTE_HOST: host, ROTE_API_TOKEN: token }: Partial<AccessConfig>): void {
  if (host !== undefined && token === undefined && !isLoopback(host))
    throw new RoteError(
      'config-invalid',
      `ROTE_HOST=${host} lets other machines use this API, so it needs a token: set ROTE_API_TOKEN to a secret, for example to ` +
        'what "openssl rand -hex 32" prints, for the API and for the "rote" commands that speak to it. ' +
        'Or leave ROTE_HOST out to listen on 127.0.0.1 alone.',
    );
}

/** @throws RoteError `config-invalid` where one is none */
export function readOrigins(text: string | undefined): readonly string[] {
  const origins = listOf(text);
  const wrong = origins.find((origin) => !isOrigin(origin));
  if (wrong !== undefined)
    throw new RoteError(
      'config-invalid',
      `ROTE_CORS_ORIGINS takes a list of origins with commas between, such as http://localhost:8080; found ${wrong}`,
    );
  return origins;
}

/**
 * The access rules that the environment asks for.
 *
 * @throws RoteError `config-invalid` where other machines could use the API without a token, or an origin is none
 */
export function readAccessRules(config: AccessConfig): AccessRules {
  requireToken(config);
  return {
    hosts: [config.ROTE_HOST, ...listOf(config.ROTE_ALLOWED_HOSTS)],
    origins: readOrigins(config.ROTE_CORS_ORIGINS),
    token: config.ROTE_API_TOKEN,
  };
}
