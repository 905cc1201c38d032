import { beforeAll, describe, expect, test } from 'vitest';
import { bookRecord } from '#modules/collection/catalog/testing';
import { writeMarcXml } from '#shared/marc/marcxml/marcxml-write';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
let pusat: number;
const auth = { authorization: '' };

beforeAll(async () => {
  auth.authorization = `Bearer ${app.token}`;
  const library = await t.db
    .insertInto('library')
    .values({ code: 'PUSAT', name: 'Perpustakaan Kota Blitar', type: 'pusat' })
    .returning('id')
    .executeTakeFirstOrThrow();
  pusat = library.id;
});

const book = bookRecord({ title: 'Ronggeng Dukuh Paruk', author: 'Ahmad Tohari', year: 1982, ddc: '899.221' });

describe('records through the API', () => {
  test('a record is added as JSON, read, replaced with its ETag, and a stale edit is refused', async () => {
    const added = await app.inject({ method: 'POST', url: '/api/v1/bibs', headers: auth, payload: { marc: book } });
    expect(added.statusCode).toBe(201);
    const { id } = added.json<{ id: number }>();
    expect(added.json()).toMatchObject({
      title: 'Ronggeng Dukuh Paruk',
      year: 1982,
      ddc: '899.221',
      version: 1,
      warnings: [],
    });
    const read = await app.inject(`/api/v1/bibs/${id}`);
    expect(read.json()).toMatchObject({ marc: book, coverUrl: `/sampul/${id}.svg` });
    const etag = read.headers.etag;
    const edit = {
      method: 'PUT' as const,
      url: `/api/v1/bibs/${id}`,
      payload: { marc: bookRecord({ title: 'Ronggeng' }) },
    };
    expect((await app.inject({ ...edit, headers: auth })).statusCode).toBe(428);
    expect((await app.inject({ ...edit, headers: { ...auth, 'if-match': String(etag) } })).json()).toMatchObject({
      version: 2,
    });
    const stale = await app.inject({ ...edit, headers: { ...auth, 'if-match': String(etag) } });
    expect(stale.statusCode).toBe(412);
    expect(stale.json()).toMatchObject({ code: 'platform.version_conflict' });
  });

  test('MARCXML goes in and comes out the same; a DTD and a broken document are refused with their codes', async () => {
    const marc = bookRecord({ title: 'Lintang Kemukus Dini Hari & lain', author: 'Ahmad Tohari', year: 1985 });
    const xml = writeMarcXml(marc, { standalone: true });
    const headers = { ...auth, 'content-type': 'application/marcxml+xml' };
    const added = await app.inject({ method: 'POST', url: '/api/v1/bibs', headers, payload: xml });
    expect(added.statusCode).toBe(201);
    const { id } = added.json<{ id: number }>();
    const read = await app.inject({ url: `/api/v1/bibs/${id}`, headers: { accept: 'application/marcxml+xml' } });
    expect(read.headers['content-type']).toContain('application/marcxml+xml');
    expect(read.body).toBe(xml);
    const evil = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${xml}`;
    for (const payload of [evil, xml.slice(0, -20), '<a/>']) {
      const refused = await app.inject({ method: 'POST', url: '/api/v1/bibs', headers, payload });
      expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([422, 'catalog.marc_invalid']);
    }
  });

  test('a book that is there already is answered with the record it looks like', async () => {
    const again = await app.inject({
      method: 'POST',
      url: '/api/v1/bibs',
      headers: { ...auth, 'accept-language': 'id' },
      payload: { marc: bookRecord({ title: 'Lintang kemukus dini hari & lain', author: 'Tohari, Ahmad', year: 1985 }) },
    });
    expect(again.statusCode).toBe(409);
    expect(again.json()).toMatchObject({ code: 'catalog.bib_duplicate', params: { by: 'title' } });
    expect(again.json<{ detail: string }>().detail).toContain('Mungkin sudah ada');
  });

  test('nobody adds a record without signing in', async () => {
    expect((await app.inject({ method: 'POST', url: '/api/v1/bibs', payload: { marc: book } })).statusCode).toBe(401);
  });
});

describe('copies through the API', () => {
  test('are added, changed, withdrawn and brought back', async () => {
    const { id } = (
      await app.inject({
        method: 'POST',
        url: '/api/v1/bibs?allowDuplicate=true',
        headers: auth,
        payload: { marc: book },
      })
    ).json<{ id: number }>();
    const added = await app.inject({
      method: 'POST',
      url: `/api/v1/bibs/${id}/items`,
      headers: auth,
      payload: { library: pusat, itemType: 'umum', copies: 2 },
    });
    expect(added.statusCode).toBe(201);
    const [item] = added.json<{ data: { id: number; callNumber: string; version: number }[] }>().data;
    expect(item).toMatchObject({ callNumber: '899.221 AHM r' });
    const headers = { ...auth, 'if-match': '"1"' };
    const changed = await app.inject({
      method: 'PATCH',
      url: `/api/v1/items/${item?.id}`,
      headers,
      payload: { price: 45000 },
    });
    expect(changed.json()).toMatchObject({ price: 45000, version: 2 });
    expect(changed.headers.etag).toBe('"2"');
    const withdrawn = await app.inject({
      method: 'POST',
      url: `/api/v1/items/${item?.id}/withdraw`,
      headers: { ...auth, 'if-match': '"2"' },
      payload: { reason: 'Rusak' },
    });
    expect(withdrawn.json()).toMatchObject({ status: 'withdrawn' });
    const open = await app.inject(`/api/v1/bibs/${id}/items`);
    expect(open.json<{ data: object[] }>().data).toHaveLength(1);
    expect(open.json<{ data: object[] }>().data[0]).not.toHaveProperty('price');
    const back = await app.inject({
      method: 'POST',
      url: `/api/v1/items/${item?.id}/undo-withdrawal`,
      headers: { ...auth, 'if-match': '"3"' },
    });
    expect(back.json()).toMatchObject({ status: 'available' });
    const refused = await app.inject({
      method: 'POST',
      url: `/api/v1/bibs/${id}/items`,
      headers: auth,
      payload: { library: pusat, itemType: 'umum' },
    });
    expect(refused.statusCode).toBe(422);
  });
});

test('headings, their merging, and files of the catalogue are in the API too', async () => {
  const make = async (heading: string): Promise<number> =>
    (
      await app.inject({
        method: 'POST',
        url: '/api/v1/authorities',
        headers: auth,
        payload: { kind: 'name', heading },
      })
    ).json<{ id: number }>().id;
  const [fromId, intoId] = [await make('Ahmad Tohary'), await make('Ahmad Tohari')];
  const merged = await app.inject({
    method: 'POST',
    url: `/api/v1/authorities/${intoId}/merge`,
    headers: auth,
    payload: { fromId },
  });
  expect(merged.json()).toEqual({ rewritten: 0 });
  expect((await app.inject('/api/v1/authorities?q=tohary')).json<{ data: object[] }>().data).toMatchObject([
    { id: intoId },
  ]);
  const file = await app.inject({ url: '/api/v1/exports/marcxml', headers: auth });
  expect(file.headers['content-disposition']).toContain('katalog.xml');
  expect(file.body).toContain('Ronggeng');
  const bibtex = await app.inject('/api/v1/bibs/1/exports/bibtex');
  expect(bibtex.body).toMatch(/^@book\{/);
  expect((await app.inject('/api/v1/openapi.json')).json<{ paths: object }>().paths).toHaveProperty('/bibs/{id}');
});
