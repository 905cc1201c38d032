import { globSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { GOOD_PASSWORD, makeAccount } from '#modules/ground/identity/testing';
import { linksIn } from './support/html-forms.ts';
import { drawPages, readPiece } from './support/read-print.ts';
import { useApp } from './support/start-app.ts';

// A server that knows its public address says no other, whatever a request calls it: in pages, feeds, calendars, codes and prints.

const SITE = 'http://pustaka.example';
const FOREIGN = 'jahat.example';
const app = useApp(undefined, () => ({ PUBLIC_URL: SITE }), { demo: true });
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer } });
let cookie = '';

interface Answer {
  status: number;
  type: string;
  cookies: string[];
  body: Buffer;
}
/** fetch would not let the Host be another than that of the address. */
async function ask(path: string, host: string, sent?: { body: string }): Promise<Answer> {
  const { hostname, port } = new URL(app.origin);
  const form = sent && { origin: SITE, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
  const options = { host: hostname, port, path, method: sent ? 'POST' : 'GET', headers: { host, cookie, ...form } };
  return new Promise((done, fail) => {
    const request = http.request(options, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () =>
        done({
          status: answer.statusCode ?? 0,
          type: answer.headers['content-type'] ?? '',
          cookies: answer.headers['set-cookie'] ?? [],
          body: Buffer.concat(pieces),
        }),
      );
    });
    request.on('error', fail);
    request.end(sent?.body);
  });
}

beforeAll(async () => {
  await makeAccount(app, { username: 'pejalan', grants: [{ role: 'administrator', libraryId: null }] });
  const body = new URLSearchParams({ username: 'pejalan', password: GOOD_PASSWORD }).toString();
  const answer = await ask('/masuk?/staff', 'pustaka.example', { body });
  expect(answer.status).toBe(303);
  cookie = answer.cookies.map((one) => one.split(';')[0]).join('; ');
});

/** The kind of page that an address leads to: which record or person it is does not matter. */
const kindOf = (path: string): string =>
  (path.split('?')[0] ?? '')
    .split('/')
    .map((part) => (/[\dA-Z]/.test(part) || part.length > 24 ? '*' : part))
    .join('/');

/** What the pictures of codes in a page lead to. */
async function codesIn(html: string): Promise<string[]> {
  const pictures = [...html.matchAll(/data:image\/svg\+xml,([^"']+)/g)].map(([, svg = '']) => decodeURIComponent(svg));
  const read = pictures
    .filter((svg) => svg.includes('<path'))
    .map(async (svg) => {
      const png = await sharp(Buffer.from(svg), { density: 300 }).flatten({ background: 'white' }).png().toBuffer();
      return (await readBarcodes(Uint8Array.from(png), { formats: ['QRCode'] })).map(({ text }) => text);
    });
  return (await Promise.all(read)).flat();
}
async function codesOnPaper(pdf: Buffer): Promise<string[]> {
  const pages = await drawPages(pdf, 2);
  const read = pages.map(async (page) => readPiece(page, { x: 0, y: 0, width: page.width, height: page.height }));
  return (await Promise.all(read)).flat().map(({ text }) => text);
}

const FEEDS = [
  '/katalog.rss?q=bumi',
  '/kegiatan.rss',
  '/kegiatan.ics',
  '/opensearch.xml',
  '/sitemap.xml',
  '/sitemap/umum.xml',
  '/robots.txt',
  '/manifest.webmanifest',
  '/katalog?q=bumi',
  '/staf/kunjungan/pintu',
  '/staf/pinjam-mandiri/kios',
  '/buku-tamu',
  '/layar-ruang',
];
/** Where files are great and say no address, and the way out. */
const LEFT = /\/(keluar|unduh|ekspor|sampul|gambar)\b|\.(png|jpg|webp|zip)$/;

test('no page, feed, calendar or code says an address that a request made up', { timeout: 300_000 }, async () => {
  const seen = new Set<string>();
  const ahead = ['/', '/staf', ...FEEDS];
  const leaks: string[] = [];
  let [codes, own, prints] = [0, 0, 0];
  /** @returns where it leads */
  const look = async (path: string): Promise<string[]> => {
    const { type, body, status } = await ask(path, FOREIGN);
    if (status === 200 && type.includes('pdf')) {
      prints += 1;
      for (const code of await codesOnPaper(body)) if (code.includes(FOREIGN)) leaks.push(`${path} (printed): ${code}`);
      return [];
    }
    const text = body.toString();
    if (text.includes(FOREIGN))
      leaks.push(`${path}: ${text.slice(Math.max(0, text.indexOf(FOREIGN) - 80)).slice(0, 120)}`);
    if (text.includes(SITE)) own += 1;
    if (!type.includes('html')) return [];
    for (const code of await codesIn(text)) {
      codes += 1;
      if (code.includes(FOREIGN)) leaks.push(`${path} (code): ${code}`);
    }
    return linksIn(text).filter((href) => href.startsWith('/') && !href.startsWith('//'));
  };
  const isNew = (path: string): boolean => {
    const kind = FEEDS.includes(path) ? path : kindOf(path);
    if (seen.has(kind) || LEFT.test(path)) return false;
    seen.add(kind);
    return true;
  };
  while (ahead.length > 0) {
    // the server makes pages while others are read
    const next = ahead.splice(0).filter(isNew);
    for (let from = 0; from < next.length; from += 4)
      ahead.push(...(await Promise.all(next.slice(from, from + 4).map(look))).flat());
  }
  expect(leaks).toEqual([]);
  // it has been where addresses are said
  expect(seen.size).toBeGreaterThan(100);
  expect(own).toBeGreaterThan(20);
  expect(codes).toBeGreaterThan(1);
  expect(prints).toBeGreaterThan(2);
});

const sayers = (pattern: RegExp): string[] =>
  globSync(['src/web/**/*.ts', 'src/web/**/*.svelte', 'src/modules/**/http*.ts'])
    .filter((path) => !/service-worker|static/.test(path) && pattern.test(readFileSync(path, 'utf8')))
    .toSorted();

test('what makes addresses asks where the site is, and not where a request came to', () => {
  // ways in are compared with where the request came to; there alone it may stand
  const allowed = [
    'src/web/kit/frame/gate.server.ts',
    'src/web/kit/answers/site-origin.server.ts',
    'src/web/routes/(public)/pindai/+page.server.ts',
    'src/web/routes/(public)/katalog/[id]/+page.server.ts',
  ];
  expect(sayers(/url\.origin|protocol\}:\/\/\$\{/)).toEqual(allowed.toSorted());
});
