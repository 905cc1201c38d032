import { createServer } from 'node:http';
import http from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isPublicAddress, NotPublic, outgoingAgent } from './outgoing.ts';

let asked = 0;
let port = 0;
const server = createServer((_request, response) => {
  asked += 1;
  response.end('here');
});
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address && typeof address === 'object') port = address.port;
});
afterAll(() => server.close());

const ask = async (address: string, named: readonly string[] = []): Promise<number | undefined> => {
  const url = new URL(address);
  return new Promise((answered, failed) => {
    http
      .get(url, { agent: outgoingAgent(url, named) }, (response) => answered(response.resume().statusCode))
      .on('error', failed);
  });
};

test.each([
  ['8.8.8.8', true],
  ['202.43.66.1', true],
  ['2404:6800:4003:c00::71', true],
  ['127.0.0.1', false],
  ['127.9.9.9', false],
  ['0.0.0.0', false],
  ['10.1.2.3', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['172.32.0.1', true],
  ['192.168.1.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['fec0::1', false],
  ['ff02::1', false],
  ['perpus.example', false],
])('%s is public: %s', (address, is) => {
  expect(isPublicAddress(address)).toBe(is);
});

test('what is written out as a number is looked at before anything is sent', async () => {
  const written = ['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]'];
  for (const host of written) await expect(ask(`http://${host}:${port}/`)).rejects.toBeInstanceOf(NotPublic);
  expect(asked).toBe(0);
});

test('a name is looked at where it leads to, and what was named by the administrator may be reached', async () => {
  await expect(ask(`http://localhost:${port}/`)).rejects.toMatchObject({ code: 'EADDRNOTPUBLIC' });
  expect(asked).toBe(0);
  expect(await ask(`http://localhost:${port}/`, ['localhost'])).toBe(200);
  expect(await ask(`http://127.0.0.1:${port}/`, ['127.0.0.1'])).toBe(200);
});
