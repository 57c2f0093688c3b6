/** User and password of a URL that begins so, with what separates them from the host. */
const DATABASE_LOGIN = /^([a-z][a-z0-9+.-]*:\/\/[^:@/?#]*):.*@/is;
/** Over HTTP the name may be the secret, as tokens are often given. */
const HTTP_LOGIN = /^(https?:\/\/).*@/is;

/**
 * A connection URL without its password, fit for logs and error messages. Works on text, not on a parsed URL:
 * what does not parse (a password with a stray `@` or `/`, several hosts) is just what ends up in an error message.
 */
export function redactUrl(url: string): string {
  return url
    .replace(HTTP_LOGIN, '$1***@')
    .replace(DATABASE_LOGIN, '$1:***@')
    .replace(/([?&](?:ssl)?password=)[^&#]*/gi, '$1***');
}

/** A text with every URL in it redacted: messages of libraries quote what they were given. */
export const redactUrls = (text: string): string =>
  text.replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'`<>]+/gi, redactUrl);
