import { RoteError } from './errors.js';

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

const ENCODING =
  'Percent-encode special characters of its user name and password: ' +
  '"@" as %40, "/" as %2F, ":" as %3A, "?" as %3F, "#" as %23, "%" as %25.';

/** The scheme of an example, and the same with TLS. */
function schemesOf(example: string): readonly string[] {
  const [scheme = ''] = SCHEME.exec(example) ?? [];
  return [scheme, scheme.replace(':', 's:')];
}

/** Whether all percent signs of a part stand for something. */
function isEncoded(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

/**
 * Parses the URL of a server, which may have a password in it. One with special characters that are not
 * percent-encoded often parses all the same, to another host: then a piece of it would be looked up, and logged.
 *
 * @param name of the variable or option that it comes from
 * @param example what such a URL looks like; it has to have the same scheme, or the same with TLS
 * @throws RoteError `config-invalid`, which names the variable and shows no part of the value
 */
export function parseConnectionUrl(name: string, text: string, example?: string): URL {
  const [scheme = ''] = SCHEME.exec(text) ?? [];
  const rest = text.slice(scheme.length);
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? '';
  const [credentials = ''] = /^.*(?=@)/.exec(authority) ?? [];
  const isClean =
    !rest.includes('#') && !rest.slice(authority.length).includes('@') && isEncoded(credentials);
  // A socket's folder can be named in the query, with no host at all.
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
