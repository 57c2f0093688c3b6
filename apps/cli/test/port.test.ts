import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { parsePort, preferPort, requirePort } from '../src/stack/port.js';

async function takePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
  });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

it('says how to choose another port if one is taken', async () => {
  const taken = await takePort();
  await expect(requirePort('127.0.0.1', taken)).rejects.toMatchObject({
    code: 'service-unavailable',
    message: expect.stringContaining(`--port ${String(taken + 1)}`) as unknown,
  });
});

it('takes a free port instead of one that is taken', async () => {
  const taken = await takePort();
  const other = await preferPort('127.0.0.1', taken);
  expect(other).not.toBe(taken);
  await expect(preferPort('127.0.0.1', other)).resolves.toBe(other);
});

it.each(['0', '65536', '3.5', 'x', ''])('rejects %j as a port', (text) => {
  expect(() => parsePort(text)).toThrow('whole number from 1 to 65535');
});
