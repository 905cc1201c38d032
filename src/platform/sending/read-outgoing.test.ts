import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { readOutgoing, type ReadLimits } from './read-outgoing.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

async function answering(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the server has no port');
  return new URL(`http://127.0.0.1:${address.port}/`);
}
const limits = (more: Partial<ReadLimits> = {}): ReadLimits => ({
  named: ['127.0.0.1'],
  patience: 20_000,
  most: 1000,
  ...more,
});

test('what an address says comes with its kind', async () => {
  const url = await answering((_request, response) => {
    response.setHeader('content-type', 'Text/XML; charset=utf-8');
    response.end('<a/>');
  });
  expect(await readOutgoing(url, limits())).toEqual({ type: 'text/xml', body: Buffer.from('<a/>') });
});

test('our own network is not asked, unless the administrator of the machine named it', async () => {
  let asked = 0;
  const url = await answering((_request, response) => {
    asked += 1;
    response.end();
  });
  expect(await readOutgoing(url, limits({ named: [] }))).toEqual({ trouble: 'not_public' });
  url.hostname = 'localhost';
  expect(await readOutgoing(url, limits({ named: [] }))).toEqual({ trouble: 'not_public' });
  expect(asked).toBe(0);
});

test('a redirect leads nowhere, not even to where it may be asked', async () => {
  const asked: string[] = [];
  const url = await answering((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end();
  });
  expect(await readOutgoing(url, limits())).toEqual({ trouble: 'moved' });
  expect(asked).toEqual(['/']);
});

test('where redirects are allowed, so many are followed, and none into our own network', async () => {
  const picture = await answering((_request, response) => response.end('gambar'));
  const hop = await answering((_request, response) => response.writeHead(302, { location: picture.href }).end());
  expect(await readOutgoing(hop, limits({ redirects: 1 }))).toMatchObject({ body: Buffer.from('gambar') });
  const twice = await answering((_request, response) => response.writeHead(301, { location: hop.href }).end());
  expect(await readOutgoing(twice, limits({ redirects: 1 }))).toEqual({ trouble: 'moved' });
  for (const location of ['http://169.254.169.254/latest', 'http://localhost:1/', 'http://[::1]/']) {
    const inward = await answering((_request, response) => response.writeHead(307, { location }).end());
    expect(await readOutgoing(inward, limits({ redirects: 3 })), location).toEqual({ trouble: 'not_public' });
  }
  const file = await answering((_request, response) =>
    response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  );
  expect(await readOutgoing(file, limits({ redirects: 3 }))).toEqual({ trouble: 'moved' });
});

test('a flood is left as soon as it is too much, and one that never ends as soon as it is too long', async () => {
  let open = true;
  const flood = await answering((_request, response) => {
    const pour = (): void => {
      while (open && response.write('x'.repeat(65_536)));
    };
    response.on('drain', pour).on('close', () => {
      open = false;
    });
    pour();
  });
  expect(await readOutgoing(flood, limits())).toEqual({ trouble: 'too_large' });
  const silent = await answering(() => undefined);
  expect(await readOutgoing(silent, limits({ patience: 50 }))).toEqual({ trouble: 'slow' });
  const halting = await answering((_request, response) => void response.write('<a>'));
  expect(await readOutgoing(halting, limits({ patience: 50 }))).toEqual({ trouble: 'slow' });
});

test('a no is told with its number, a closed door and a broken answer as not reached', async () => {
  const no = await answering((_request, response) => response.writeHead(503).end('later'));
  expect(await readOutgoing(no, limits())).toEqual({ trouble: 'status', status: 503 });
  const broken = await answering((_request, response) => {
    response.writeHead(200, { 'content-length': '500' });
    response.write('<a>', () => response.destroy());
  });
  expect(await readOutgoing(broken, limits())).toEqual({ trouble: 'unreachable' });
  const gone = await answering(() => undefined);
  await new Promise((closed) => servers.at(-1)?.close(closed));
  expect(await readOutgoing(gone, limits())).toEqual({ trouble: 'unreachable' });
  expect(await readOutgoing(new URL('http://tidak-ada.invalid/'), limits())).toEqual({ trouble: 'unreachable' });
});
