import type { ServerResponse } from 'node:http';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { setCover } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { createSource, type Elsewhere } from '#modules/collection/copying';
import type { SourceKind } from '#modules/collection/copying/client';
import { readConfig } from '#platform/config';
import { startCarrier, type Heard } from '../../../../../tests/support/carriers.ts';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { askElsewhere } from '../ask-elsewhere.ts';

const t = useTestDb();
const app = useApi(t, { username: 'admin' });
const services = { config: readConfig({ OUTGOING_HOSTS: '127.0.0.1' }) };
/** Nobody waits six seconds for a test. */
const limits = { patience: 3000, mostBytes: 200_000, mostRecords: 10 };
type Carrier = Awaited<ReturnType<typeof startCarrier>>;
const carriers: Carrier[] = [];
const OLENKA = '9786023850211';
const ISSN = '0125-9008';

beforeEach(async () => {
  await t.db.deleteFrom('recordSource').execute();
});
afterAll(async () => {
  await Promise.all(carriers.map(async (carrier) => carrier.stop()));
});

type Answering = (heard: Heard, response: ServerResponse) => void;
async function source(kind: SourceKind, answer: Answering, more = ''): Promise<Carrier> {
  const carrier = await startCarrier(answer);
  carriers.push(carrier);
  await createSource(t.ctx(), services, { kind, name: kind, address: `${carrier.url}${more}` });
  return carrier;
}
const saying =
  (body: unknown, status = 200): Answering =>
  (_heard, response) => {
    const isText = typeof body === 'string';
    response
      .writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json' })
      .end(isText ? body : JSON.stringify(body));
  };
const ask = async (sought: Parameters<typeof askElsewhere>[2]): Promise<Elsewhere> =>
  askElsewhere(t.ctx(), services, sought, limits);
const firstOf = ({ titles }: Elsewhere) => titles[0]?.records[0];

/** As the documentation of the Books API v1 shows a volume. */
const VOLUME = {
  kind: 'books#volume',
  id: 'zyTCAlFPjgYC',
  volumeInfo: {
    title: 'Olenka',
    subtitle: 'sebuah novel',
    authors: ['Budi Darma', 'Tiffany Tsao'],
    publisher: 'Noura Books',
    publishedDate: '2016-05-12',
    description: '<p>Fanton &amp; <b>Olenka</b> di sebuah <i>lift</i>.</p>',
    industryIdentifiers: [
      { type: 'ISBN_10', identifier: '6023850212' },
      { type: 'ISBN_13', identifier: OLENKA },
      { type: 'OTHER', identifier: 'UOM:39015' },
    ],
    pageCount: 348,
    categories: ['Fiction'],
    imageLinks: { thumbnail: 'http://books.google.com/books/content?id=zyTC&img=1' },
    language: 'id',
  },
};
const volumes = (...items: unknown[]) => ({ kind: 'books#volumes', totalItems: items.length, items });

test('a volume of Google Books becomes a record, with its cover; what only resembles the number is left out', async () => {
  const other = { ...VOLUME, volumeInfo: { title: 'Lain', industryIdentifiers: [] } };
  const carrier = await source('googlebooks', saying(volumes(other, VOLUME)), '/books/v1?key=rahasia');
  const answer = await ask({ isbn: OLENKA });
  expect(answer.titles).toHaveLength(1);
  expect(firstOf(answer)).toMatchObject({
    cover: 'https://books.google.com/books/content?id=zyTC&img=1',
    derived: {
      title: 'Olenka',
      subtitle: 'sebuah novel',
      mainAuthor: 'Budi Darma',
      publisher: 'Noura Books',
      year: 2016,
      extent: '348 hlm',
      summary: 'Fanton & Olenka di sebuah lift .',
      isbns: [OLENKA],
      languages: ['ind'],
    },
  });
  expect(carrier.heard.map(({ path }) => path)).toEqual([
    `/books/v1/volumes?key=rahasia&q=isbn%3A${OLENKA}&printType=books&maxResults=10`,
  ]);
});

test('words go to Google Books as words of the title, whatever stands in them', async () => {
  const carrier = await source('googlebooks', saying({ kind: 'books#volumes', totalItems: 0 }));
  const answer = await ask({ words: 'olenka" inauthor:x\\ \t& key=1' });
  expect(answer.asked).toMatchObject([{ found: 0, trouble: null }]);
  const { searchParams } = new URL(carrier.heard[0]?.path ?? '', 'http://x.invalid');
  expect(searchParams.get('q')).toBe('intitle:olenka intitle:inauthor intitle:x intitle:key intitle:1');
  expect([...searchParams.keys()]).toEqual(['q', 'printType', 'maxResults']);
});

test('a journal is known to Crossref by its ISSN, and becomes a serial', async () => {
  const carrier = await source(
    'crossref',
    saying({
      status: 'ok',
      'message-type': 'journal',
      message: {
        title: 'Wacana',
        publisher: 'Universitas Indonesia',
        ISSN: [ISSN],
        subjects: [{ ASJC: 1203, name: 'Language and Linguistics' }],
      },
    }),
  );
  const answer = await ask({ issn: '01259008' });
  expect(firstOf(answer)?.derived).toMatchObject({
    title: 'Wacana',
    publisher: 'Universitas Indonesia',
    issns: [ISSN],
    materialKind: 'terbitan_berkala',
  });
  expect(carrier.heard.map(({ path }) => path)).toEqual([`/journals/${ISSN}`]);
});

test('a journal that Crossref does not know is an answer, not a fault', async () => {
  await source('crossref', saying('Resource not found.', 404));
  expect((await ask({ issn: ISSN })).asked).toMatchObject([{ found: 0, trouble: null }]);
});

const WORK = {
  title: ['Bahasa &amp; <i>Budaya</i>'],
  author: [{ given: 'Ari', family: 'Sutanto' }, { name: 'Balai Bahasa' }],
  publisher: 'UI Press',
  'publisher-location': 'Depok',
  issued: { 'date-parts': [[2019, 3]] },
  ISBN: [`http://id.crossref.org/isbn/${OLENKA}`],
  abstract: '<jats:p>Tentang bahasa.</jats:p>',
  language: 'en',
  type: 'book',
};

test('books are asked of Crossref by ISBN and by words of the title, articles never', async () => {
  const carrier = await source('crossref', saying({ status: 'ok', message: { items: [WORK, { title: [] }, 7] } }));
  const answer = await ask({ isbn: OLENKA });
  expect(firstOf(answer)?.derived).toMatchObject({
    title: 'Bahasa & Budaya',
    place: 'Depok',
    publisher: 'UI Press',
    year: 2019,
    summary: 'Tentang bahasa.',
    languages: ['eng'],
  });
  await ask({ words: 'bahasa, budaya' });
  const filters = carrier.heard.map(({ path }) => new URL(path, 'http://x.invalid').searchParams);
  expect(filters.map((one) => one.get('filter'))).toEqual([
    `isbn:${OLENKA},type:book,type:monograph,type:edited-book,type:reference-book`,
    'type:book,type:monograph,type:edited-book,type:reference-book',
  ]);
  expect(filters[1]?.get('query.title')).toBe('bahasa budaya');
});

test('another Lumbung is asked by its own API: this very server gives the record and the cover', async () => {
  const address = await app.listen();
  const carrier = await source('lumbung', (heard, response) => {
    void fetch(address + heard.path).then(async (answer) =>
      response
        .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
        .end(await answer.text()),
    );
  });
  const bibId = await makeBib(t.ctx(), { title: 'Rafilus', author: 'Budi Darma', isbn: '9786023850228' });
  const sharp = (await import('sharp')).default;
  const picture = await sharp({ create: { width: 60, height: 90, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  await setCover(t.ctx(), t.storage, { id: bibId, version: 1 }, new Blob([new Uint8Array(picture)]));
  const found = firstOf(await ask({ isbn: '9786023850228' }));
  expect(found?.derived).toMatchObject({ title: 'Rafilus', isbns: ['9786023850228'] });
  expect(found?.cover).toMatch(new RegExp(`^${carrier.url}/sampul/[\\w-]+\\.webp$`));
  // its own number means another title in every other house
  expect(found?.derived.controlNumber).toBeNull();
  expect((await ask({ words: 'rafilus' })).titles).toHaveLength(1);
});

test('a cover that another Lumbung would fetch from a third house is not offered', async () => {
  const marc = {
    leader: '00000nam a2200000 i 4500',
    fields: [{ tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: 'Olenka' }] }],
  };
  const bodies =
    (coverUrl: string): Answering =>
    (heard, response) =>
      saying(heard.path.includes('/search') ? { data: [{ id: 1 }] } : { marc, coverUrl })(heard, response);
  await source('lumbung', bodies('http://169.254.169.254/x.webp'));
  expect(firstOf(await ask({ isbn: OLENKA }))).toMatchObject({ cover: null, derived: { title: 'Olenka' } });
});

test.each<[string, Answering, string]>([
  ['too many questions', saying({ error: { code: 429 } }, 429), 'busy'],
  ['an error of its own', saying('<h1>Oops</h1>', 500), 'busy'],
  ['a page instead', saying('<!doctype html><title>Masuk dahulu</title>'), 'not_json'],
  ['another JSON', saying([1, 2]), 'not_json'],
  ['a key that is not taken', saying({ error: { code: 403 } }, 403), 'refused'],
  [
    'a body cut off',
    (_heard, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"kind":"books#volumes"', () => response.destroy());
    },
    'unreachable',
  ],
  ['half of a JSON', (_heard, response) => void response.writeHead(200).end('{"kind":"books#vol'), 'not_json'],
  ['a flood', saying('x'.repeat(300_000)), 'too_large'],
  [
    'another address',
    (_heard, response) => void response.writeHead(302, { location: 'http://localhost/' }).end(),
    'moved',
  ],
  ['nothing at all', () => undefined, 'slow'],
])('catalogues that answer with %s cost the others nothing', async (_what, answer, trouble) => {
  for (const kind of ['googlebooks', 'crossref', 'lumbung', 'openlibrary'] as const) await source(kind, answer);
  const { asked } = await askElsewhere(t.ctx(), services, { isbn: OLENKA }, { ...limits, patience: 700 });
  expect(asked.map((one) => one.trouble)).toEqual([trouble, trouble, trouble, trouble]);
});

test('an ISSN is asked only of whoever knows them', async () => {
  await source('googlebooks', saying(volumes()));
  await source('lumbung', saying({ data: [] }));
  await source('openlibrary', saying({}));
  const { asked } = await ask({ issn: ISSN });
  expect(asked).toMatchObject([
    { found: null, trouble: null },
    { found: null, trouble: null },
    { found: null, trouble: null },
  ]);
  expect(carriers.slice(-3).flatMap(({ heard }) => heard)).toEqual([]);
  for (const issn of ['0125-9009', '', '\0', '9'.repeat(200_000)])
    await expect(ask({ issn })).rejects.toMatchObject({ code: 'platform.invalid_input' });
});
