import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { BlockPair } from '#modules/ground/content';
import { aLibrary } from '#modules/people/members/testing';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addPageBlock,
  beginPage,
  checkPage,
  getPage,
  listDeadLinks,
  publishPage,
  removePageBlock,
  withdrawPage,
} from '../index.ts';
import { askAddress } from '../outward/ask-address.ts';
import { lookAtPage, lookAtShown } from '../outward/look-at-links.ts';
import { places } from '../places.ts';

const t = useTestDb();
const asking = { named: ['127.0.0.1'] };
let web: Server;
let base = '';
/** Paths that are not there, and how often each path was asked for. */
const gone = new Set<string>();
let asked: string[] = [];
let headers: Record<string, unknown> = {};

beforeAll(async () => {
  web = createServer((request, answer) => {
    asked.push(request.url ?? '');
    headers = request.headers;
    answer.statusCode = gone.has(request.url ?? '') ? 404 : 200;
    // never ends: nobody is to wait for the whole of it
    answer.write('x'.repeat(100_000));
  });
  await new Promise<void>((resolve) => {
    web.listen(0, '127.0.0.1', resolve);
  });
  const { port } = web.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  web.closeAllConnections();
  web.close();
});
beforeEach(async () => {
  await t.db.deleteFrom('siteOutwardLink').execute();
  await t.db.updateTable('sitePage').set({ state: 'withdrawn' }).execute();
  gone.clear();
  asked = [];
  t.clock.set(TEST_NOW);
});

const linking = (href: string): BlockPair => ({
  body: { kind: 'text', spans: [{ text: 'Baca di sini', href }] },
  english: null,
});
/** A page for everybody that leads to these addresses. */
async function published(title: string, addresses: readonly string[], libraryId: number | null = null) {
  const id = await beginPage(t.ctx(), { kind: 'page', title, libraryId });
  for (const href of addresses) await addPageBlock(t.ctx(), id, { ...linking(href), after: null });
  await publishPage(t.ctx(), id, { version: (await getPage(t.ctx(), id)).version });
  return id;
}
const dead = async () => (await listDeadLinks(t.ctx())).map(({ address }) => address);
const night = (nth: number) => t.clock.set(new Date(new Date(TEST_NOW).getTime() + nth * 86_400_000).toISOString());

test('a link is dead after two nights without an answer, waits then at the pages of the site, and lives again when it answers', async () => {
  gone.add('/hilang');
  const id = await published('Tautan', [`${base}/hilang`, `${base}/ada`, '/halaman/tentang', `${base}/ada#bawah`]);
  await lookAtShown(t.ctx(), asking);
  expect(asked.toSorted()).toEqual(['/ada', '/hilang']);
  expect(headers).not.toHaveProperty('referer');
  expect(await dead()).toEqual([]);
  expect((await checkPage(t.ctx(), id)).filter(({ code }) => code === 'silent_link')).toMatchObject([
    { params: { words: `${base}/hilang` }, blocking: false },
  ]);
  night(1);
  asked = [];
  await lookAtShown(t.ctx(), asking);
  // what answers is asked once a week
  expect(asked).toEqual(['/hilang']);
  expect(await dead()).toEqual([`${base}/hilang`]);
  const waits = places.flatMap((place) => place.waits ?? []).at(-1);
  expect(await waits?.count(t.ctx(), null)).toMatchObject({ count: 1 });
  gone.clear();
  night(2);
  await lookAtShown(t.ctx(), asking);
  expect(await dead()).toEqual([]);
});

test('a link that was taken out of a page is dead no longer once the page is published anew', async () => {
  gone.add('/hilang');
  const id = await published('Dibetulkan', [`${base}/hilang`, `${base}/ada`]);
  await lookAtShown(t.ctx(), asking);
  night(1);
  await lookAtShown(t.ctx(), asking);
  expect(await dead()).toHaveLength(1);
  const { writing } = await getPage(t.ctx(), id);
  const part = writing.blocks.find(({ body }) => JSON.stringify(body).includes('/hilang'));
  const { id: blockId = 0, version: blockVersion = 0 } = part ?? {};
  await removePageBlock(t.ctx(), id, { id: blockId, version: blockVersion });
  await publishPage(t.ctx(), id, { version: (await getPage(t.ctx(), id)).version });
  expect(await dead()).toEqual([]);
});

test('a single link that is dead is told, and so are all of a site where all are', async () => {
  for (const path of ['/satu', '/dua', '/tiga', '/empat']) gone.add(path);
  await published(
    'Semua mati',
    [...gone].map((path) => base + path),
  );
  await lookAtShown(t.ctx(), asking);
  night(1);
  await lookAtShown(t.ctx(), asking);
  expect(await dead()).toHaveLength(4);
});

test('one address where nobody answers is dead while another one answers', async () => {
  await published('Satu', ['http://127.0.0.1:1/a', `${base}/ada`]);
  await lookAtShown(t.ctx(), asking);
  // on this night only the dead one is due; the other says that there is internet
  night(1);
  await lookAtShown(t.ctx(), asking);
  expect(await dead()).toEqual(['http://127.0.0.1:1/a']);
});

test('a server that answers with another protocol keeps nobody waiting', async () => {
  web.once('request', (request) => {
    request.socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: lain\r\nConnection: Upgrade\r\n\r\n');
  });
  expect(['silent', 'there', 'nothing']).toContain(await askAddress(`${base}/lain`, asking));
});

test('while nothing answers at all nothing is said of any link', async () => {
  await published('Tanpa jaringan', ['http://127.0.0.1:1/a', 'http://127.0.0.1:1/b', 'http://127.0.0.1:1/c']);
  await lookAtShown(t.ctx(), asking);
  night(1);
  await lookAtShown(t.ctx(), asking);
  expect(await dead()).toEqual([]);
});

test('what a page leads to no longer, and what nobody sees any more, is not looked at', async () => {
  gone.add('/lama');
  const id = await published('Ditarik', [`${base}/lama`, `${base}/a`, `${base}/b`]);
  await lookAtShown(t.ctx(), asking);
  await withdrawPage(t.ctx(), id, (await getPage(t.ctx(), id)).version);
  night(1);
  asked = [];
  await lookAtShown(t.ctx(), asking);
  expect(asked).toEqual([]);
  expect(await t.db.selectFrom('siteOutwardLink').selectAll().execute()).toEqual([]);
});

test('no page makes us ask machines of our own network', async () => {
  const id = await published('Dalam', [`${base}/rahasia`, 'http://169.254.169.254/latest', 'http://[::1]:5432/']);
  await lookAtShown(t.ctx());
  expect(asked).toEqual([]);
  expect(await lookAtPage(t.ctx(), id)).toMatchObject({ leads: 3, looked: 3, silent: { length: 3 } });
});

test('who writes a page looks at its links before it is published; nobody else does', async () => {
  const { id: libraryId } = await aLibrary(t.ctx());
  const id = await beginPage(t.ctx(), { kind: 'page', title: 'Naskah', libraryId });
  gone.add('/salah-ketik');
  for (const path of ['/salah-ketik', '/benar'])
    await addPageBlock(t.ctx(), id, { ...linking(base + path), after: null });
  expect(await lookAtPage(t.ctx(), id, asking)).toEqual({ leads: 2, looked: 2, silent: [`${base}/salah-ketik`] });
  const other = t.ctx({ grants: [{ libraryId: libraryId + 1000, permissions: ['site.edit'] }] });
  expect(await refusal(lookAtPage(other, id, asking))).toMatchObject({ code: 'platform.forbidden' });
  expect(await refusal(listDeadLinks(t.ctx({ grants: [] })))).toMatchObject({ code: 'platform.forbidden' });
});
