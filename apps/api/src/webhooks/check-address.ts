import { lookup as resolveName } from 'node:dns/promises';
import { isIP } from 'node:net';
import { InvalidInputError } from '@rote/domain';
import ipaddr from 'ipaddr.js';

/**
 * Whether an address is one of the public internet. Loopback, private networks, link-local addresses (where clouds keep their
 * credentials), and every other special range are not; an IPv4 address inside an IPv6 one counts as itself.
 */
export const isPublicAddress = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';

/** Returns the host of a URL as a name or an address, without the brackets of IPv6. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

const refuse = (expected: string, found: string): InvalidInputError =>
  new InvalidInputError('request-invalid', 'the webhook is not valid', [
    { pointer: '/url', expected, found },
  ]);

/**
 * Checks that a webhook may have this address now. What its name stands for can change, so that is checked again at each
 * connection.
 *
 * @throws InvalidInputError `request-invalid`
 */
export async function checkWebhookUrl(
  text: string,
  { allowPrivate }: { readonly allowPrivate: boolean },
): Promise<void> {
  if (!URL.canParse(text)) throw refuse('a URL', text);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    throw refuse('a URL without a login: receivers check the signature', url.host);
  if (allowPrivate) return;
  const host = hostOf(url);
  const addresses =
    isIP(host) === 0
      ? (await resolveName(host, { all: true }).catch(() => [])).map(({ address }) => address)
      : [host];
  if (addresses.length === 0) throw refuse('a host whose name can be resolved', host);
  if (!addresses.every(isPublicAddress))
    throw refuse(
      'a host on the public internet; the operator of the server can allow others with ROTE_WEBHOOK_ALLOW_PRIVATE=true',
      host,
    );
}
