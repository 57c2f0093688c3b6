/** Encodes text as the base64 of its UTF-8. */
const base64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));

/** Splits a URL into one without the login, which `fetch` does not accept there, and a header with the login. */
export function separateLogin(
  address: string,
  key: string | undefined,
): { readonly url: string; readonly authorization: string | undefined } {
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const shown = url.href.replace(/\/$/, '');
  if (username === '' && password === '')
    return { url: shown, authorization: key === undefined ? undefined : `Bearer ${key}` };
  const login = [username, password].map(decodeURIComponent).join(':');
  return { url: shown, authorization: `Basic ${base64(login)}` };
}
