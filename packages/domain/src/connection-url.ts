import { RoteError } from './errors.js';

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

const ENCODING =
  'Percent-encode special characters of its user name and password: ' +
  '"@" as %40, "/" as %2F, ":" as %3A, "?" as %3F, "#" as %23, "%" as %25.';

/** The scheme of an example URL, and the same scheme with TLS. */
function schemesOf(example: string): readonly string[] {
  const [scheme = ''] = SCHEME.exec(example) ?? [];
  return [scheme, scheme.replace(':', 's:')];
}

/** Whether every percent sign in a part begins a valid escape. */
function isEncoded(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

/**
 * Parses the URL of a server, which may contain a password. A URL whose special characters are not percent-encoded
 * often still parses, but with another host: a piece of the password would then be looked up as a host name, and
 * logged.
 *
 * @param name the variable or option that the URL comes from
 * @param example what such a URL looks like; the URL must have the same scheme, or its TLS form
 * @throws RoteError `config-invalid`, which names the variable and shows no part of the value
 */
export function parseConnectionUrl(name: string, text: string, example?: string): URL {
  const [scheme = ''] = SCHEME.exec(text) ?? [];
  const rest = text.slice(scheme.length);
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? '';
  const [credentials = ''] = /^.*(?=@)/.exec(authority) ?? [];
  const isClean =
    !rest.includes('#') && !rest.slice(authority.length).includes('@') && isEncoded(credentials);
  // The query can name a socket's folder; then there is no host at all.
  const parseable = text.replace(/@(?=[/?]|$)/, '@localhost');
  const schemes = example === undefined ? undefined : schemesOf(example);
  const isExpected = scheme !== '' && schemes?.includes(scheme.toLowerCase()) !== false;
  if (!isExpected || !isClean || !URL.canParse(parseable)) {
    const expected = example === undefined ? '' : `: expected ${example}`;
    // Without an "@" there is neither user name nor password.
    const advice = example === undefined || text.includes('@') ? ` ${ENCODING}` : '';
    throw new RoteError('config-invalid', `${name} is not a valid URL${expected}.${advice}`);
  }
  return new URL(parseable);
}
