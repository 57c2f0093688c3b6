import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import type { AccessRules } from './access-rules.js';
import { HttpError } from '../http/http-error.js';
import { isLoopback } from './loopback.js';

/** Returns the name in a Host header, without the port. */
const nameIn = (header: string): string | undefined =>
  /^(\[[0-9a-f:.]+\]|[^:@/?#[\]\s]+)(:\d{1,5})?$/i.exec(header)?.[1]?.toLowerCase();

const withoutBrackets = (name: string): string => name.replace(/^\[(.*)\]$/, '$1');

/** Returns the address that a request came to, as a URL has it; an IPv4 address may appear in the form of IPv6. */
const localName = ({ raw }: FastifyRequest): string | undefined =>
  raw.socket.localAddress?.replace(/^::ffff:(?=\d+\.)/, '');

const countOf = ({ raw }: FastifyRequest, header: string): number =>
  raw.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === header).length;

/**
 * Rejects requests for another server. A web page whose name was pointed at this machine (DNS rebinding) sends its own
 * name as Host; nothing else distinguishes it from one of our pages.
 */
export function checkHost({ hosts }: Pick<AccessRules, 'hosts'>): onRequestHookHandler {
  const names = new Set(hosts.map((host) => withoutBrackets(host.toLowerCase())));
  return (request, _reply, done) => {
    const { host } = request.headers;
    if (host === undefined || countOf(request, 'host') > 1)
      throw new HttpError('request-invalid', 'A request must have exactly one Host header.');
    const name = nameIn(host);
    const plain = name === undefined ? undefined : withoutBrackets(name);
    if (plain === undefined || !(isLoopback(plain) || names.has(plain) || plain === localName(request)))
      throw new HttpError(
        'host-not-allowed',
        `This server does not have the name ${JSON.stringify(host.slice(0, 100))}. ` +
          'Its operator can add the name to ROTE_ALLOWED_HOSTS.',
      );
    done();
  };
}
