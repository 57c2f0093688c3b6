/** User and password of a URL that begins like this, with what separates them from the host. */
const DATABASE_LOGIN = /^([a-z][a-z0-9+.-]*:\/\/[^:@/?#]*):.*@/is;
/** Over HTTP the user name may be the secret: tokens are often given that way. */
const HTTP_LOGIN = /^(https?:\/\/).*@/is;

/**
 * A connection URL without its password, safe for logs and error messages. It works on text, not on a parsed URL,
 * because URLs that do not parse (a password with a stray `@` or `/`, several hosts) are exactly those that end up in
 * error messages.
 */
export function redactUrl(url: string): string {
  return url
    .replace(HTTP_LOGIN, '$1***@')
    .replace(DATABASE_LOGIN, '$1:***@')
    .replace(/([?&](?:ssl)?password=)[^&#]*/gi, '$1***');
}

/** A text with every URL in it redacted: messages of libraries quote their input. */
export const redactUrls = (text: string): string =>
  text.replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'`<>]+/gi, redactUrl);
