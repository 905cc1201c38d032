import type { ServerResponse } from 'node:http';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deleteBib, getBib } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import {
  addFromPile,
  copiesWanted,
  changePileBook,
  createSource,
  getPile,
  growPile,
  listPiles,
  lookUpAgain,
  removePile,
  settlePileBook,
  startPile,
  stopPile,
} from '#modules/collection/copying';
import { sruAnswer, type ForeignBook } from '#modules/collection/copying/testing';
import { copiedFrom } from '#shared/marc/copied-from';
import { readConfig } from '#platform/config';
import { systemCtx } from '#platform/context';
import { callerOf } from '../../../../../tests/support/api-caller.ts';
import { startCarrier, type Heard } from '../../../../../tests/support/carriers.ts';
import { tokenOfRole } from '../../../../../tests/support/role-token.ts';
import { idleJobs } from '../../../../../tests/support/bare-services.ts';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { lookUpPile } from '../piles/look-up-pile.ts';
import { takeCover } from '../take-cover.ts';
import { pileRetention } from '../retention.ts';

const t = useTestDb();
const app = useApi(t, { username: 'admin' }, { OUTGOING_HOSTS: '127.0.0.1' });
const call = callerOf(app);
const stops: (() => Promise<void>)[] = [];
let queued: [queue: string, data: object][] = [];
const services = () => ({
  db: t.db,
  clock: t.clock,
  storage: t.storage,
  config: readConfig({ OUTGOING_HOSTS: '127.0.0.1' }),
  jobs: {
    ...idleJobs,
    enqueue: async (_trx: unknown, queue: string, data: object) => {
      queued.push([queue, data]);
      return Promise.resolve();
    },
  },
});
let kota = 0;
let taman = 0;
const library = async (code: string): Promise<number> =>
  (
    await t.db
      .insertInto('library')
      .values({ code, name: `Perpustakaan ${code}`, type: 'pusat' })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;
beforeAll(async () => {
  kota = await library('KOTA');
  taman = await library('TAMAN');
});
beforeEach(async () => {
  queued = [];
  await t.db.deleteFrom('recordSource').execute();
});
afterAll(async () => {
  await Promise.all(stops.map(async (stop) => stop()));
});

/** ISBNs of their own for every test: 978-602-xxxxxx. */
let made = 0;
function isbn(): string {
  made += 1;
  const twelve = `978602${String(700_000 + made)}`;
  const sum = [...twelve].reduce((total, figure, at) => total + Number(figure) * (at % 2 === 0 ? 1 : 3), 0);
  return twelve + String((10 - (sum % 10)) % 10);
}
const noSignal = new AbortController().signal;
const lookUp = async (pileId: number): Promise<void> => lookUpPile(services(), pileId, noSignal);
async function catalogue(name: string, has: (isbn: string) => readonly ForeignBook[]) {
  const carrier = await startCarrier((heard: Heard, response: ServerResponse) => {
    const query = new URL(heard.path, 'http://x.invalid').searchParams.get('query') ?? '';
    response.writeHead(200, { 'content-type': 'text/xml' }).end(sruAnswer(has(/"(\d{13})"/.exec(query)?.[1] ?? '')));
  });
  stops.push(carrier.stop);
  await createSource(t.ctx(), services(), { kind: 'sru', name, address: carrier.url });
  return carrier;
}
const begin = async (...isbns: string[]): Promise<number> =>
  (await startPile(t.ctx(), services(), { libraryId: kota, itemType: 'umum', text: isbns.join('\n') })).id;
const states = async (id: number) => (await getPile(t.ctx(), id)).books.map(({ state }) => state);
const idsOf = async (id: number, state: string) =>
  (await getPile(t.ctx(), id)).books.filter((book) => book.state === state).map((book) => book.id);
const copiesOf = async (number: string) =>
  t.db
    .selectFrom('item')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .select(['barcode', 'bib.title', 'bibId', 'item.libraryId'])
    .where(sql<boolean>`bib.isbns @> array[${number}]::text[]`)
    .orderBy('item.id')
    .execute();

test('a pile of four: one is here, one is found, of one the catalogues differ, one nobody has', async () => {
  const [here, found, differs, nobody] = [isbn(), isbn(), isbn(), isbn()];
  await makeBib(t.ctx(), { title: 'Laut Bercerita', isbn: here });
  const first = await catalogue('Perpusnas', (asked) =>
    asked === found || asked === differs ? [{ title: 'Olenka', isbn: asked, year: 2016, author: 'Budi Darma' }] : [],
  );
  await catalogue('Kota Malang', (asked) => (asked === differs ? [{ title: 'Olenka', isbn: asked, year: 1983 }] : []));
  const id = await begin(here, found, differs, nobody);
  expect(queued).toEqual([['copying.look_up', { pileId: id }]]);
  expect(await states(id)).toEqual(['here', 'waiting', 'waiting', 'waiting']);
  await lookUp(id);
  const { books } = await getPile(t.ctx(), id);
  expect(books).toMatchObject([
    { number: 1, state: 'here', title: 'Laut Bercerita', items: 0 },
    { number: 2, state: 'found', title: 'Olenka', sources: ['Perpusnas'] },
    { number: 3, state: 'maybe', sources: ['Perpusnas', 'Kota Malang'] },
    { number: 4, state: 'nothing', silent: [] },
  ]);
  // our own network first: nobody was asked for what is here
  expect(first.heard.filter(({ path }) => path.includes(here))).toEqual([]);
});

test('what is ready is added at once with labels in a row, and pressing twice doubles nothing', async () => {
  const [here, found] = [isbn(), isbn()];
  const bibId = await makeBib(t.ctx(), { title: 'Gadis Kretek', isbn: here });
  await catalogue('Perpusnas', (asked) => [{ title: 'Rafilus', isbn: asked }]);
  const id = await begin(here, found);
  await lookUp(id);
  const books = (await getPile(t.ctx(), id)).books.map((book) => book.id);
  await changePileBook(t.ctx(), id, books[0] ?? 0, { copies: 2 });
  const press = async () => addFromPile(t.ctx(), services(), id, { books, firstBarcode: 'TUMP-0098' });
  const both = await Promise.all([press(), press()]);
  expect(both.flat().filter((one) => 'refused' in one)).toHaveLength(2);
  expect(await copiesOf(here)).toMatchObject([
    { barcode: 'TUMP-0098', bibId },
    { barcode: 'TUMP-0099', bibId },
  ]);
  expect(await copiesOf(found)).toMatchObject([{ barcode: 'TUMP-0100', title: 'Rafilus', libraryId: kota }]);
  const [made] = await copiesOf(found);
  expect(copiedFrom((await getBib(t.ctx(), made?.bibId ?? 0)).marc)).toEqual(['Perpusnas']);
  expect(await states(id)).toEqual(['added', 'added']);
  const again = await press();
  expect(again.map((one) => 'refused' in one && one.refused)).toEqual([
    'copying.book_done_with',
    'copying.book_done_with',
  ]);
});

test('labels that were stuck in the order of scanning stay on their books, whatever of the pile is not ready yet', async () => {
  const [first, nobody, apart, last, added] = [isbn(), isbn(), isbn(), isbn(), isbn()];
  await catalogue('Perpusnas', (asked) => (asked === nobody ? [] : [{ title: `Buku ${asked}`, isbn: asked }]));
  const id = await begin(first, nobody, apart, added, last);
  await lookUp(id);
  const { books } = await getPile(t.ctx(), id);
  const idOf = (number: string): number => books.find((book) => book.isbn === number)?.id ?? 0;
  await changePileBook(t.ctx(), id, idOf(nobody), { copies: 2 });
  await changePileBook(t.ctx(), id, idOf(apart), { leftOut: true });
  await addFromPile(t.ctx(), services(), id, { books: [idOf(added)], firstBarcode: 'STIKER-13' });
  await addFromPile(t.ctx(), services(), id, { books: [idOf(last), idOf(first)], firstBarcode: 'STIKER-10' });
  expect(await copiesOf(first)).toMatchObject([{ barcode: 'STIKER-10' }]);
  expect(await copiesOf(last)).toMatchObject([{ barcode: 'STIKER-14' }]);
});

test('two piles that add the same book at one moment make one title with two copies', async () => {
  const both = isbn();
  await catalogue('Perpusnas', (asked) => [{ title: 'Jalan Menikung', isbn: asked }]);
  const piles = [await begin(both), await begin(both)];
  for (const id of piles) await lookUp(id);
  const wanted = await Promise.all(piles.map(async (id) => ({ id, books: await idsOf(id, 'found') })));
  const outcomes = await Promise.all(
    wanted.map(async ({ id, books }) => addFromPile(t.ctx(), services(), id, { books })),
  );
  expect(outcomes.flat().filter((one) => 'refused' in one)).toEqual([]);
  const copies = await copiesOf(both);
  expect(copies).toHaveLength(2);
  expect(new Set(copies.map(({ bibId }) => bibId)).size).toBe(1);
});

test('a label that is taken holds up one book and no other; without labels the counter gives them', async () => {
  const [one, two, three] = [isbn(), isbn(), isbn()];
  await catalogue('Perpusnas', (asked) => [{ title: `Buku ${asked}`, isbn: asked }]);
  const id = await begin(one, two, three);
  await lookUp(id);
  const books = await idsOf(id, 'found');
  await addFromPile(t.ctx(), services(), id, { books: books.slice(0, 1), firstBarcode: 'AMBIL-2' });
  const rest = await addFromPile(t.ctx(), services(), id, { books: books.slice(1), firstBarcode: 'AMBIL-1' });
  expect(rest).toMatchObject([{ barcodes: ['AMBIL-1'] }, { refused: 'catalog.barcode_taken' }]);
  expect(await states(id)).toEqual(['added', 'added', 'found']);
  const [last] = await addFromPile(t.ctx(), services(), id, { books: await idsOf(id, 'found') });
  expect(last && 'barcodes' in last && last.barcodes[0]).toMatch(/\d/);
  await expect(addFromPile(t.ctx(), services(), id, { books, firstBarcode: 'TANPA' })).rejects.toMatchObject({
    fields: { firstBarcode: 'label_figures' },
  });
});

test('what is not sure is never added without a look', async () => {
  const [differs, several] = [isbn(), isbn()];
  await catalogue('Perpusnas', (asked) => [{ title: 'Kembar', isbn: asked, year: 2001 }]);
  await catalogue('Kota Malang', (asked) => [{ title: 'Kembar', isbn: asked, year: 2002 }]);
  await makeBib(t.ctx(), { title: 'Satu', isbn: several });
  await makeBib(t.ctx(), { title: 'Dua', isbn: several });
  const id = await begin(differs, several);
  await lookUp(id);
  expect(await states(id)).toEqual(['maybe', 'several']);
  const outcomes = await addFromPile(t.ctx(), services(), id, {
    books: (await getPile(t.ctx(), id)).books.map((book) => book.id),
  });
  expect(outcomes.map((one) => 'refused' in one && one.refused)).toEqual([
    'copying.needs_a_look',
    'copying.needs_a_look',
  ]);
  expect(await copiesOf(differs)).toEqual([]);
});

test('killed in the midst it goes on with the next book, and looked up twice nothing doubles', async () => {
  const isbns = Array.from({ length: 12 }, isbn);
  const carrier = await catalogue('Perpusnas', (asked) => [{ title: `Judul ${asked}`, isbn: asked }]);
  const id = await begin(...isbns);
  const stopped = new AbortController();
  stopped.abort();
  await lookUpPile(services(), id, stopped.signal);
  expect(carrier.heard).toEqual([]);
  // what is left is taken up by a later job
  expect(queued.slice(1)).toEqual([['copying.look_up', { pileId: id }]]);
  await Promise.all([lookUp(id), lookUp(id)]);
  await lookUp(id);
  await lookUp(id);
  expect(new Set(await states(id))).toEqual(new Set(['found']));
  expect(carrier.heard).toHaveLength(12);
});

test('a pile that is stopped asks nobody until somebody goes on; what was found stays', async () => {
  const isbns = [isbn(), isbn()];
  let has = false;
  const carrier = await catalogue('Perpusnas', (asked) => (has ? [{ title: 'Datang', isbn: asked }] : []));
  const id = await begin(...isbns);
  await stopPile(t.ctx(), id);
  await lookUp(id);
  expect(carrier.heard).toEqual([]);
  await lookUpAgain(t.ctx(), services(), id);
  await lookUp(id);
  expect(await states(id)).toEqual(['nothing', 'nothing']);
  has = true;
  await lookUpAgain(t.ctx(), services(), id);
  await lookUp(id);
  expect(await states(id)).toEqual(['found', 'found']);
  const asked = carrier.heard.length;
  await lookUpAgain(t.ctx(), services(), id);
  await lookUp(id);
  expect(carrier.heard).toHaveLength(asked);
});

test('a text of ISBNs: what is none is named, what stands twice counts once, and a pile has an end', async () => {
  const [a, b] = [isbn(), isbn()];
  const text = `\ufeff${a}\r\n978-602-000-000-1 salah\n${b}; Judul, tahun\n\n${a}\nbukan isbn\n`;
  const { id, grown } = await startPile(t.ctx(), services(), { libraryId: kota, itemType: 'umum', text });
  expect(grown).toEqual({ added: [a, b], known: [], repeated: 1, wrong: ['978-602-000-000-1 salah', 'bukan isbn'] });
  expect(await growPile(t.ctx(), services(), id, { text: a })).toMatchObject({ added: [], known: [a] });
  const many = Array.from({ length: 499 }, isbn);
  const full = { code: 'copying.pile_full', params: { most: 500 } };
  await expect(growPile(t.ctx(), services(), id, { text: many.join('\n') })).rejects.toMatchObject(full);
  expect((await getPile(t.ctx(), id)).books).toHaveLength(2);
  await growPile(t.ctx(), services(), id, { text: many.slice(1).join(' \t').replaceAll(' \t', '\n') });
  expect((await getPile(t.ctx(), id)).books).toHaveLength(500);
  await expect(growPile(t.ctx(), services(), id, { text: isbn() })).rejects.toMatchObject(full);
  for (const bad of ['\0', 'x'.repeat(200_000)])
    await expect(growPile(t.ctx(), services(), id, { text: bad })).rejects.toMatchObject({
      code: 'platform.invalid_input',
    });
});

test('a book that is left out is not added and not looked up, until it is scanned again', async () => {
  const number = isbn();
  await catalogue('Perpusnas', (asked) => [{ title: 'Dilewati', isbn: asked }]);
  const id = await begin(number);
  const [book = 0] = await idsOf(id, 'waiting');
  await changePileBook(t.ctx(), id, book, { leftOut: true });
  await lookUp(id);
  expect(await states(id)).toEqual(['left_out']);
  expect(await growPile(t.ctx(), services(), id, { text: number })).toMatchObject({ added: [number] });
  await lookUp(id);
  expect(await states(id)).toEqual(['found']);
});

test('what somebody adds by the page of one book is done with in its pile; what is deleted here is looked for again', async () => {
  const number = isbn();
  await catalogue('Perpusnas', () => []);
  const id = await begin(number);
  await lookUp(id);
  const bibId = await makeBib(t.ctx(), { title: 'Ditulis sendiri', isbn: number });
  expect(await states(id)).toEqual(['here']);
  await deleteBib(t.ctx(), { id: bibId, version: 1, reason: 'keliru' });
  expect(await states(id)).toEqual(['nothing']);
  const [book = 0] = await idsOf(id, 'nothing');
  const stranger = t.ctx({ grants: [{ libraryId: taman, permissions: ['items.edit', 'catalog.edit'] }] });
  expect(await settlePileBook(stranger, book, ['X-1'])).toBeNull();
  expect(await settlePileBook(t.ctx(), 999_999, ['X-1'])).toBeNull();
  expect(await settlePileBook(t.ctx(), book, ['X-1'])).toBe(id);
  expect(await settlePileBook(t.ctx(), book, ['X-2'])).toBeNull();
  expect((await getPile(t.ctx(), id)).books).toMatchObject([{ state: 'added', barcodes: ['X-1'] }]);
});

test('the page of one book is told what its pile wants of the copies, and a stranger is not', async () => {
  const id = await startPile(t.ctx(), services(), {
    ...{ libraryId: taman, itemType: 'anak', source: 'hibah', text: isbn() },
  }).then((pile) => pile.id);
  const [book = 0] = (await getPile(t.ctx(), id)).books.map((one) => one.id);
  await changePileBook(t.ctx(), id, book, { copies: 3 });
  expect(await copiesWanted(t.ctx(), book)).toEqual({
    ...{ libraryId: taman, itemType: 'anak', source: 'hibah', copies: 3 },
  });
  const elsewhere = t.ctx({
    grants: [
      { libraryId: null, permissions: ['catalog.edit'] },
      { libraryId: kota, permissions: ['items.edit'] },
    ],
  });
  expect(await copiesWanted(elsewhere, book)).toBeNull();
  await settlePileBook(t.ctx(), book, ['X-1']);
  expect(await copiesWanted(t.ctx(), book)).toBeNull();
  expect(await copiesWanted(t.ctx(), 999_999_999)).toBeNull();
});

test('the cover that was found comes behind the book', async () => {
  const number = isbn();
  const body = await sharp({ create: { width: 90, height: 140, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
  const carrier = await startCarrier((heard, response) => {
    if (heard.path.startsWith('/gambar')) response.end(body);
    else
      response.end(
        JSON.stringify({
          kind: 'books#volumes',
          totalItems: 1,
          items: [
            {
              volumeInfo: {
                title: 'Bersampul',
                industryIdentifiers: [{ type: 'ISBN_13', identifier: number }],
                imageLinks: { thumbnail: `${carrier.url.replace('http:', 'https:')}/gambar` },
              },
            },
          ],
        }),
      );
  });
  stops.push(carrier.stop);
  await createSource(t.ctx(), services(), { kind: 'googlebooks', name: 'Google Books', address: carrier.url });
  const id = await begin(number);
  await lookUp(id);
  queued = [];
  const [added] = await addFromPile(t.ctx(), services(), id, { books: await idsOf(id, 'found') });
  const bibId = added && 'bibId' in added ? added.bibId : 0;
  expect(queued).toEqual([['copying.cover', { bibId, address: `${carrier.url.replace('http:', 'https:')}/gambar` }]]);
  expect(
    await takeCover(systemCtx(t.db, t.clock, 'uji'), services(), { bibId, address: `${carrier.url}/gambar` }),
  ).toBe('set');
  expect((await getBib(t.ctx(), bibId)).coverKey).not.toBeNull();
});

test('only whoever may catalogue at its library sees a pile, and each act stands in the trace', async () => {
  const id = await begin(isbn());
  const [book = 0] = await idsOf(id, 'waiting');
  const elsewhere = t.ctx({ grants: [{ libraryId: taman, permissions: ['items.edit', 'catalog.edit'] }] });
  const desk = t.ctx({ grants: [{ libraryId: null, permissions: ['items.edit', 'catalog.read'] }] });
  for (const ctx of [elsewhere, desk]) {
    const forbidden = { code: 'platform.forbidden' };
    await expect(getPile(ctx, id)).rejects.toMatchObject(forbidden);
    await expect(growPile(ctx, services(), id, { text: isbn() })).rejects.toMatchObject(forbidden);
    await expect(addFromPile(ctx, services(), id, { books: [book] })).rejects.toMatchObject(forbidden);
    await expect(changePileBook(ctx, id, book, { leftOut: true })).rejects.toMatchObject(forbidden);
    await expect(stopPile(ctx, id)).rejects.toMatchObject(forbidden);
    await expect(lookUpAgain(ctx, services(), id)).rejects.toMatchObject(forbidden);
    await expect(removePile(ctx, id)).rejects.toMatchObject(forbidden);
    await expect(startPile(ctx, services(), { libraryId: kota, itemType: 'umum' })).rejects.toMatchObject(forbidden);
  }
  expect((await listPiles(elsewhere)).data.filter((pile) => pile.libraryId === kota)).toEqual([]);
  expect((await listPiles(t.ctx())).data[0]).toMatchObject({ id, books: 1, open: 1 });
  await changePileBook(t.ctx(), id, book, { copies: 3 });
  await stopPile(t.ctx(), id);
  await lookUpAgain(t.ctx(), services(), id);
  await removePile(t.ctx(), id);
  await expect(getPile(t.ctx(), id)).rejects.toMatchObject({ code: 'copying.pile_not_found' });
  const acts = await t.db
    .selectFrom('auditEvent')
    .select('action')
    .where('entity', '=', 'record_pile')
    .where('entityId', '=', String(id))
    .orderBy('id')
    .execute();
  expect(acts.map(({ action }) => action.split('.')[1])).toEqual([
    'created',
    'grown',
    'book_changed',
    'stopped',
    'looked_up_again',
    'removed',
  ]);
});

test('a pile goes after its time, and what was made of it stays', async () => {
  const number = isbn();
  await catalogue('Perpusnas', (asked) => [{ title: 'Tinggal', isbn: asked }]);
  const id = await begin(number);
  await lookUp(id);
  await addFromPile(t.ctx(), services(), id, { books: await idsOf(id, 'found') });
  const later = new Date(t.clock.now().getTime() + 1000);
  expect((await pileRetention.due(t.ctx(), later)).count).toBeGreaterThan(0);
  await pileRetention.clear(t.ctx(), later, t.storage);
  await expect(getPile(t.ctx(), id)).rejects.toMatchObject({ code: 'copying.pile_not_found' });
  expect(await copiesOf(number)).toHaveLength(1);
});

test('by the API: a pile is begun, grown, added, stopped and thrown away', async () => {
  const [a, b] = [isbn(), isbn()];
  const cataloguer = await tokenOfRole(t, 'cataloguer', null);
  const desk = await tokenOfRole(t, 'circulation', null);
  await makeBib(t.ctx(), { title: 'Sudah di sini', isbn: a });
  const body = { library: 'KOTA', itemType: 'umum', text: a };
  expect((await call('POST', '/book-piles', { payload: body }, desk)).status).toBe(403);
  const begun = await call('POST', '/book-piles', { payload: body }, cataloguer);
  expect(begun).toMatchObject({ status: 201, body: { library: { code: 'KOTA' }, grown: { added: [a] } } });
  const one = `/book-piles/${begun.id}`;
  expect((await call('POST', `${one}/books`, { payload: { text: b } }, cataloguer)).body).toMatchObject({ added: [b] });
  const seen = await call('GET', one, {}, cataloguer);
  expect(seen.body).toMatchObject({ books: [{ state: 'here' }, { state: 'waiting' }] });
  const books = (await getPile(t.ctx(), Number(begun.id))).books.map((book) => book.id);
  const added = await call('POST', `${one}/accept`, { payload: { books, firstBarcode: 'API-1' } }, cataloguer);
  expect(added.body).toMatchObject({
    data: [
      { isbn: a, barcodes: ['API-1'], refused: null },
      { isbn: b, barcodes: [], refused: 'copying.needs_a_look' },
    ],
  });
  expect((await call('PATCH', `${one}/books/${books[1]}`, { payload: { copies: 2 } }, cataloguer)).status).toBe(204);
  expect((await call('POST', `${one}/cancel`, {}, cataloguer)).status).toBe(204);
  expect((await call('POST', `${one}/check`, {}, cataloguer)).status).toBe(204);
  expect((await call('GET', '/book-piles', {}, cataloguer)).body).toMatchObject({ next: null });
  expect((await call('DELETE', one, {}, cataloguer)).status).toBe(204);
  expect((await call('GET', one, {}, cataloguer)).status).toBe(404);
});
