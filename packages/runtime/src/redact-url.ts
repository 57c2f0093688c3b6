/**
 * A connection URL without its password, fit for logs and error messages. Works on text, not on a parsed URL:
 * what does not parse (a password with a stray `@` or `/`, several hosts) is just what ends up in an error message.
 */
export function redactUrl(url: string): string {
  return url
    .replace(/^([a-z][a-z0-9+.-]*:\/\/[^:@/?#]*):.*@/is, '$1:***@')
    .replace(/([?&](?:ssl)?password=)[^&#]*/gi, '$1***');
}
