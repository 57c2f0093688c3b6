import { RoteError } from './errors.js';

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

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
 * @throws RoteError `config-invalid`, which names the variable and shows no part of the value
 */
export function parseConnectionUrl(name: string, text: string): URL {
  const [scheme = ''] = SCHEME.exec(text) ?? [];
  const rest = text.slice(scheme.length);
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? '';
  const [credentials = ''] = /^.*(?=@)/.exec(authority) ?? [];
  const isClean =
    !rest.includes('#') && !rest.slice(authority.length).includes('@') && isEncoded(credentials);
  // A socket's folder can be named in the query, with no host at all.
  const parseable = text.replace(/@(?=[/?]|$)/, '@localhost');
  if (scheme === '' || !isClean || !URL.canParse(parseable))
    throw new RoteError(
      'config-invalid',
      `${name} is not a valid URL. Percent-encode special characters of its user name and password: ` +
        '"@" as %40, "/" as %2F, ":" as %3A, "?" as %3F, "#" as %23, "%" as %25.',
    );
  return new URL(parseable);
}
