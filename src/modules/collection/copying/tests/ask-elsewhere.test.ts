import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addBook, getBib } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { createSource, removeSource, type Elsewhere } from '#modules/collection/copying';
import { sruAnswer, sruDiagnostic } from '#modules/collection/copying/testing';
import { readConfig } from '#platform/config';
import { copiedFrom } from '#shared/marc/copied-from';
import { isDataField } from '#shared/marc/record';
import { startCarrier, type Heard } from '../../../../../tests/support/carriers.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { askElsewhere } from '../ask-elsewhere.ts';

const t = useTestDb();
const services = { config: readConfig({ OUTGOING_HOSTS: '127.0.0.1' }) };
/** Nobody waits six seconds for a test. */
const limits = { patience: 3000, mostBytes: 200_000, mostRecords: 10 };
type Carrier = Awaited<ReturnType<typeof startCarrier>>;
const carriers: Carrier[] = [];
let library = 0;

beforeAll(async () => {
  library = (
    await t.db
      .insertInto('library')
      .values({ code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;
});
beforeEach(async () => {
  await t.db.deleteFrom('recordSource').execute();
});
afterAll(async () => {
  await Promise.all(carriers.map(async (carrier) => carrier.stop()));
});

/** A catalogue of the list that answers so. */
async function source(
  name: string,
  answer: (heard: Heard, response: ServerResponse) => void,
  more: { kind?: 'sru' | 'openlibrary'; sortOrder?: number; titleIndex?: string; active?: boolean } = {},
): Promise<{ carrier: Carrier; id: number; version: number }> {
  const carrier = await startCarrier(answer);
  carriers.push(carrier);
  const added = await createSource(t.ctx(), services, { kind: 'sru', name, address: `${carrier.url}/sru`, ...more });
  return { carrier, id: added.id, version: added.version };
}
const saying =
  (body: string | Buffer, type = 'text/xml', status = 200) =>
  (_heard: Heard, response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': type }).end(body);
  };
const ask = async (isbn: string): Promise<Elsewhere> => askElsewhere(t.ctx(), services, { isbn }, limits);
const OLENKA = '9786023850211';
const troubles = ({ asked }: Elsewhere) => asked.map(({ name, trouble }) => [name, trouble]);
const queryOf = ({ path }: Heard): string | null => new URL(path, 'http://x.invalid').searchParams.get('query');

test('a book that two catalogues have is one title; what only counts in their house stays there', async () => {
  await source(
    'Perpusnas',
    saying(
      sruAnswer([
        {
          title: 'Olenka',
          author: 'Budi Darma',
          isbn: OLENKA,
          ddc: '899.221',
          number: ['INLIS0001', 'JKPNPNA'],
          more: '<datafield tag="990" ind1=" " ind2=" "><subfield code="a">0012/P/2016</subfield></datafield><datafield tag="650" ind1=" " ind2="4"><subfield code="a">Fiksi Indonesia</subfield><subfield code="0">(lumbung)12</subfield></datafield>',
        },
      ]),
    ),
    { sortOrder: 1 },
  );
  await source('Kota Malang', saying(sruAnswer([{ title: 'Olenka', author: 'Budi Darma', isbn: OLENKA }])), {
    sortOrder: 2,
  });
  const { titles, asked } = await ask(OLENKA);
  expect(asked).toMatchObject([
    { name: 'Perpusnas', found: 1, trouble: null },
    { name: 'Kota Malang', found: 1, trouble: null },
  ]);
  expect(titles).toHaveLength(1);
  const [first] = titles;
  expect(first?.here).toBeNull();
  expect(first?.records.map(({ source: name }) => name)).toEqual(['Perpusnas', 'Kota Malang']);
  const marc = first?.records[0]?.marc;
  const fields = marc?.fields ?? [];
  expect(fields.map(({ tag }) => tag)).toEqual(['001', '003', '008', '020', '082', '100', '245', '264', '650', '883']);
  expect(fields.filter(isDataField).find(({ tag }) => tag === '650')?.subfields).toEqual([
    { code: 'a', value: 'Fiksi Indonesia' },
  ]);
  expect(marc && copiedFrom(marc)).toEqual(['Perpusnas']);
});

test('the record says where it was copied from, and so does the trace', async () => {
  await source('Perpusnas', saying(sruAnswer([{ title: 'Rafilus', author: 'Budi Darma', isbn: '9786023850228' }])));
  const { titles } = await ask('9786023850228');
  const marc = titles[0]?.records[0]?.marc ?? { leader: '', fields: [] };
  const { bibId } = await addBook(t.ctx(), { marc, copies: { libraryId: library, itemType: 'umum', copies: 1 } });
  expect(copiedFrom((await getBib(t.ctx(), bibId)).marc)).toEqual(['Perpusnas']);
  const event = await t.db
    .selectFrom('auditEvent')
    .select('after')
    .where('action', '=', 'bib.created')
    .where('entityId', '=', String(bibId))
    .executeTakeFirstOrThrow();
  expect(event.after).toMatchObject({ title: 'Rafilus', copiedFrom: ['Perpusnas'] });
});

test('what may be in our own catalogue already is said beside it', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Bumi Manusia', author: 'Pramoedya Ananta Toer', year: 1980 });
  await source(
    'Perpusnas',
    saying(sruAnswer([{ title: 'Bumi Manusia', author: 'Pramoedya Ananta Toer', year: 1980 }])),
  );
  const { titles } = await askElsewhere(t.ctx(), services, { words: 'bumi manusia' }, limits);
  expect(titles[0]?.here).toMatchObject({ bibId });
});

test('where nothing stands under thirteen figures, the ten of the old book are asked for', async () => {
  const { carrier } = await source('Perpusnas', (heard, response) => {
    const found = queryOf(heard)?.includes('9793062797') === true;
    saying(sruAnswer(found ? [{ title: 'Laskar Pelangi', isbn: '9793062797' }] : []))(heard, response);
  });
  const { titles } = await ask('979-3062-79-7');
  expect(titles[0]?.records[0]?.derived.title).toBe('Laskar Pelangi');
  expect(carrier.heard.map(queryOf)).toEqual(['bath.isbn="9789793062792"', 'bath.isbn="9793062797"']);
});

test('words are asked for as words, whatever signs of a query stand in them', async () => {
  const { carrier } = await source('Perpusnas', saying(sruAnswer([])), { titleIndex: 'title' });
  await askElsewhere(t.ctx(), services, { words: 'x" or cql.allRecords=1 \\ and * not "?\tApa' }, limits);
  expect(carrier.heard.map(queryOf)).toEqual([String.raw`title all "x\" or cql.allRecords=1 \\ and not \" Apa"`]);
});

test('each catalogue that fails says so in its own name, and the others are not disturbed', async () => {
  const marc = { title: 'Olenka', author: 'Budi Darma', isbn: OLENKA };
  const laughs = `<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>${sruAnswer(['<x>&c;</x>']).replace(/^<\?xml.*?\?>/, '')}`;
  const slow = await startCarrier(() => undefined);
  carriers.push(slow);
  await createSource(t.ctx(), services, { kind: 'sru', name: 'Diam', address: slow.url });
  const gone = await startCarrier(() => undefined);
  await gone.stop();
  await createSource(t.ctx(), services, { kind: 'sru', name: 'Mati', address: gone.url });
  await source('Pindah', (_heard, response) => {
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
  });
  await source('Menolak', saying('no', 'text/plain', 403));
  await source('Sibuk', saying('later', 'text/plain', 503));
  await source('Halaman', saying('<!DOCTYPE html><html><body>Selamat datang</body></html>', 'text/html'));
  await source('Bukan SRU', saying('<rss><channel/></rss>'));
  await source('Raksasa', saying(`<a>${'x'.repeat(limits.mostBytes)}</a>`));
  await source('Terputus', saying(sruAnswer([]).slice(0, 120)));
  await source('Tertawa', saying(laughs));
  await source('NUL', saying(Buffer.from(sruAnswer([]).replace('<zs:version>', '\0<zs:version>'))));
  await source('Huruf', saying('<?xml version="1.0" encoding="x-lontara"?><a/>'));
  await source('Menanya balik', saying(sruDiagnostic('info:srw/diagnostic/1/16', 'Unsupported index', 'bath.isbn')));
  await source('Dublin', saying(sruAnswer(['<dc xmlns="http://purl.org/dc/"><title>Olenka</title></dc>'])));
  await source('Kosong', saying(sruAnswer([])));
  await source('Baik', saying(sruAnswer([marc])));
  const answer = await ask(OLENKA);
  expect(Object.fromEntries(troubles(answer))).toEqual({
    Diam: 'slow',
    Mati: 'unreachable',
    Pindah: 'moved',
    Menolak: 'refused',
    Sibuk: 'busy',
    Halaman: 'not_xml',
    'Bukan SRU': 'not_xml',
    Raksasa: 'too_large',
    Terputus: 'damaged',
    Tertawa: 'damaged',
    NUL: 'damaged',
    Huruf: 'charset',
    'Menanya balik': 'diagnostic',
    Dublin: 'other_schema',
    Kosong: null,
    Baik: null,
  });
  expect(answer.asked.find(({ name }) => name === 'Menanya balik')?.said).toBe('Unsupported index: bath.isbn');
  expect(answer.titles.map(({ records }) => records.map(({ source: name }) => name))).toEqual([['Baik']]);
});

test('a record cut off in the middle costs those after it, not those before', async () => {
  const whole = sruAnswer([
    { title: 'Olenka', isbn: OLENKA },
    { title: 'Olenka', isbn: OLENKA, summary: 'terputus' },
  ]);
  await source('Perpusnas', saying(whole.slice(0, whole.indexOf('terputus'))));
  const { titles, asked } = await ask(OLENKA);
  expect(asked[0]).toMatchObject({ found: 1, trouble: null });
  expect(titles).toHaveLength(1);
});

test('what no library could keep is not offered, and control characters are not kept', async () => {
  await source(
    'Perpusnas',
    saying(
      sruAnswer([
        { title: 'x'.repeat(30_000), isbn: OLENKA },
        { title: 'Olenka&#x85;jilid', isbn: OLENKA },
        '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nz  a2200000n  4500</leader><datafield tag="100" ind1="1" ind2=" "><subfield code="a">Darma, Budi</subfield></datafield></record>',
      ]).replaceAll('&amp;#', '&#'),
    ),
  );
  const { titles } = await ask(OLENKA);
  expect(titles.map(({ records }) => records[0]?.derived.title)).toEqual(['Olenka jilid']);
});

test('however much ten catalogues say, a page can carry it', async () => {
  const summary = 'x'.repeat(9000);
  const books = Array.from({ length: 10 }, (_, n) => ({ title: `Kamus ${String.fromCharCode(65 + n)}`, summary }));
  for (let n = 0; n < 10; n += 1) await source(`Katalog ${n}`, saying(sruAnswer(books)));
  const { asked, titles } = await askElsewhere(t.ctx(), services, { words: 'kamus' }, limits);
  expect(asked.map(({ found }) => found)).toEqual(Array.from({ length: 10 }, () => 10));
  expect(titles).toHaveLength(10);
  expect(JSON.stringify(titles.flatMap(({ records }) => records.map(({ marc }) => marc))).length).toBeLessThan(620_000);
});

test('one answers for many books, and ten are taken', async () => {
  const books = Array.from({ length: 40 }, (_, n) => ({ title: `Ensiklopedi ${String.fromCharCode(65 + n)}` }));
  await source('Perpusnas', saying(sruAnswer(books)));
  const { asked } = await askElsewhere(t.ctx(), services, { words: 'ensiklopedi' }, limits);
  expect(asked[0]?.found).toBe(10);
});

const BOOK = {
  title: 'Olenka',
  subtitle: 'sebuah novel',
  authors: [{ name: 'Budi Darma' }, { name: 'Tiffany Tsao' }, 'aneh'],
  publishers: [{ name: 'Noura Books' }],
  publish_places: [{ name: 'Jakarta' }],
  publish_date: 'May 12, 2016',
  number_of_pages: 348,
  subjects: [{ name: 'Indonesian fiction' }],
  classifications: { dewey_decimal_class: ['899.22132'] },
};

test('a book of Open Library becomes a record by the fields of our form', async () => {
  const { carrier } = await source(
    'Open Library',
    saying(JSON.stringify({ [`ISBN:${OLENKA}`]: BOOK }), 'application/json'),
    { kind: 'openlibrary' },
  );
  const { titles } = await ask(OLENKA);
  expect(titles[0]?.records[0]?.derived).toMatchObject({
    title: 'Olenka',
    subtitle: 'sebuah novel',
    mainAuthor: 'Budi Darma',
    publisher: 'Noura Books',
    place: 'Jakarta',
    year: 2016,
    extent: '348 hlm',
    ddc: '899.22132',
    isbns: [OLENKA],
    languages: ['ind'],
  });
  expect(carrier.heard.map(({ path }) => path)).toEqual([
    `/sru/api/books?bibkeys=ISBN%3A${OLENKA}&format=json&jscmd=data`,
  ]);
  // a title tells works there, and no book: it is not asked
  const words = await askElsewhere(t.ctx(), services, { words: 'olenka' }, limits);
  expect(words.asked).toMatchObject([{ name: 'Open Library', found: null, trouble: null }]);
  expect(carrier.heard).toHaveLength(1);
});

test('of a book from elsewhere Open Library does not say the language, and neither do we', async () => {
  const isbn = '9780439420891';
  await source('Open Library', saying(JSON.stringify({ [`ISBN:${isbn}`]: { title: 'Potter' } }), 'application/json'), {
    kind: 'openlibrary',
  });
  expect((await ask(isbn)).titles[0]?.records[0]?.derived.languages).toEqual([]);
});

test.each([
  ['nothing of it', '{}', null],
  ['another page', '<html>', 'not_json'],
  ['a list', '[]', 'not_json'],
  ['a book without a title', JSON.stringify({ [`ISBN:${OLENKA}`]: { authors: 7 } }), 'not_json'],
  ['NUL in the title', JSON.stringify({ [`ISBN:${OLENKA}`]: { title: 'Ole\0nka\ud800' } }), null],
])('Open Library that answers with %s', async (_what, body, trouble) => {
  await source('Open Library', saying(body, 'application/json'), { kind: 'openlibrary' });
  const answer = await ask(OLENKA);
  expect(troubles(answer)).toEqual([['Open Library', trouble]]);
  for (const { records } of answer.titles) expect(records[0]?.derived.title).toBe('Ole nka\ufffd');
});

test('only what is switched on is asked, by whoever may write records', async () => {
  const off = await source('Mati', saying(sruAnswer([])), { active: false });
  const on = await source('Nyala', saying(sruAnswer([])));
  expect((await ask(OLENKA)).asked.map(({ name }) => name)).toEqual(['Nyala']);
  expect(off.carrier.heard).toEqual([]);
  const desk = t.ctx({ grants: [{ libraryId: null, permissions: ['items.edit', 'catalog.read'] }] });
  const asked = on.carrier.heard.length;
  await expect(askElsewhere(desk, services, { isbn: OLENKA }, limits)).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
  expect(on.carrier.heard).toHaveLength(asked);
  for (const isbn of ['9786023850212', '9'.repeat(200_000), '', '\0'])
    await expect(ask(isbn)).rejects.toMatchObject({ code: 'platform.invalid_input' });
});

test('a catalogue that is taken out of the list while it answers is told as it was', async () => {
  let takeOut = async (): Promise<void> => Promise.resolve();
  const { id, version } = await source('Perpusnas', (heard, response) => {
    void takeOut().then(() => saying(sruAnswer([{ title: 'Olenka', isbn: OLENKA }]))(heard, response));
  });
  takeOut = async () => removeSource(t.ctx(), id, version);
  const { titles } = await ask(OLENKA);
  expect(titles[0]?.records[0]?.source).toBe('Perpusnas');
  expect((await ask(OLENKA)).asked).toEqual([]);
});
