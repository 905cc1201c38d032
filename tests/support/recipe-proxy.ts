import { readFileSync } from 'node:fs';
import http, { createServer, type IncomingHttpHeaders } from 'node:http';
import { resolve } from 'node:path';

interface Recipe {
  headers: readonly (readonly [name: string, value: string])[];
  /** Bytes; nginx answers 413 above. */
  largestBody: number;
}

/** What the recipe for nginx in docs/proxy.md tells it to do. */
export function readRecipe(): Recipe {
  const doc = readFileSync(resolve(import.meta.dirname, '../../docs/proxy.md'), 'utf8');
  const block = /```nginx\n([\s\S]*?)```/.exec(doc)?.[1] ?? '';
  const headers = [...block.matchAll(/^\s*proxy_set_header (\S+) (.+);$/gm)].map(
    ([, name = '', value = '']) => [name.toLowerCase(), value.replaceAll('"', '')] as const,
  );
  const [, size = '1', unit = 'm'] = /client_max_body_size (\d+)([mg]);/.exec(block) ?? [];
  return { headers, largestBody: Number(size) * (unit === 'g' ? 1024 ** 3 : 1024 ** 2) };
}

/**
 * A proxy that ends HTTPS and behaves as nginx does with this recipe: unless told otherwise it writes its upstream into Host, hands on
 * the client's other headers as they are, refuses what is too large, and holds an answer back until it is whole.
 */
export async function startRecipeProxy(upstream: () => string, recipe: Recipe) {
  const server = createServer((request, response) => {
    const target = new URL(upstream());
    const client = '203.0.113.9';
    const values: Record<string, string> = {
      $http_host: request.headers.host ?? '',
      $proxy_add_x_forwarded_for: [request.headers['x-forwarded-for'], client].filter(Boolean).join(', '),
      $scheme: 'https',
    };
    const headers: IncomingHttpHeaders = { ...request.headers, host: target.host };
    for (const [name, value] of recipe.headers) headers[name] = values[value] ?? value;
    if (headers.connection === '') delete headers.connection;
    if (Number(request.headers['content-length'] ?? 0) > recipe.largestBody) {
      request.resume();
      response.writeHead(413).end('413 Request Entity Too Large');
      return;
    }
    const passed = http.request(
      { host: target.hostname, port: target.port, path: request.url, method: request.method, headers },
      (answer) => {
        if (answer.headers['x-accel-buffering'] === 'no') {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
          return;
        }
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          response.writeHead(answer.statusCode ?? 502, answer.headers).end(Buffer.concat(chunks));
        });
      },
    );
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    request.pipe(passed);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    stop: async () =>
      new Promise<void>((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
