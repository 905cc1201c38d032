import { afterAll, expect, test } from 'vitest';
import {
  changeSource,
  createSource,
  getSource,
  listSources,
  removeSource,
  trySource,
} from '#modules/collection/copying';
import { sruAnswer } from '#modules/collection/copying/testing';
import { readConfig } from '#platform/config';
import { callerOf } from '../../../../../tests/support/api-caller.ts';
import { startCarrier } from '../../../../../tests/support/carriers.ts';
import { tokenOfRole } from '../../../../../tests/support/role-token.ts';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
const app = useApi(t, { username: 'admin' }, { OUTGOING_HOSTS: '127.0.0.1' });
const call = callerOf(app);
const services = { config: readConfig({ OUTGOING_HOSTS: '127.0.0.1' }) };
const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  await Promise.all(stops.map(async (stop) => stop()));
});
const add = async (name: string, more: object = {}) =>
  createSource(t.ctx(), services, { kind: 'sru', name, address: 'https://katalog.example.org/sru', ...more });
const acts = async (id: number) =>
  (
    await t.db
      .selectFrom('auditEvent')
      .select('action')
      .where('entity', '=', 'record_source')
      .where('entityId', '=', String(id))
      .orderBy('id')
      .execute()
  ).map(({ action }) => action);

test('a new network knows six catalogues, and says that nobody has tried them', async () => {
  expect(await listSources(t.ctx())).toMatchObject([
    { name: 'Perpusnas', kind: 'sru', active: true, answeredAt: null },
    { name: 'Library of Congress', kind: 'sru', active: true, answeredAt: null },
    { name: 'Open Library', kind: 'openlibrary', active: true, answeredAt: null },
    { name: 'Google Books', kind: 'googlebooks', active: true, answeredAt: null },
    { name: 'Crossref', kind: 'crossref', active: true, answeredAt: null },
    { name: 'Library of Congress (Z39.50)', kind: 'z3950', active: false, answeredAt: null },
  ]);
});

test('one is added, changed and taken out, and each of it stands in the trace', async () => {
  const added = await add('Kota Malang');
  expect(added).toMatchObject({ recordSchema: 'marcxml', isbnIndex: 'bath.isbn', titleIndex: 'dc.title' });
  const changed = await changeSource(t.ctx(), services, added.id, added.version, { active: false });
  expect(changed).toMatchObject({ active: false, version: 2 });
  await removeSource(t.ctx(), added.id, 2);
  await expect(getSource(t.ctx(), added.id)).rejects.toMatchObject({ code: 'copying.source_not_found' });
  await expect(removeSource(t.ctx(), added.id, 2)).rejects.toMatchObject({ code: 'copying.source_not_found' });
  expect(await acts(added.id)).toEqual(['record_source.created', 'record_source.changed', 'record_source.removed']);
});

test('a key in an address stands in no list, no form and no trace, and stays when the masked address is saved', async () => {
  const address = 'https://books.example.org/v1?key=RAHASIA&country=ID';
  const shown = 'https://books.example.org/v1?key=***&country=ID';
  const added = await createSource(t.ctx(), services, { kind: 'googlebooks', name: 'Dengan kunci', address });
  expect(added.address).toBe(shown);
  expect((await getSource(t.ctx(), added.id)).address).toBe(shown);
  expect((await listSources(t.ctx())).find(({ id }) => id === added.id)?.address).toBe(shown);
  const real = async () =>
    (await t.db.selectFrom('recordSource').select('address').where('id', '=', added.id).executeTakeFirstOrThrow())
      .address;
  const change = async (seen: number, to: string) => changeSource(t.ctx(), services, added.id, seen, { address: to });
  await change(1, shown);
  expect(await real()).toBe(address);
  await change(2, `${shown}&lang=id`);
  expect(await real()).toBe(`${address}&lang=id`);
  // another host does not get the key of this one, and what never was cannot be kept
  for (const to of ['https://lain.example.org/v1?key=***', 'https://books.example.org/v1?token=***'])
    await expect(change(3, to), to).rejects.toMatchObject({ fields: { address: 'secret_again' } });
  await expect(
    createSource(t.ctx(), services, { kind: 'googlebooks', name: 'Tiada', address: shown }),
  ).rejects.toMatchObject({ fields: { address: 'secret_again' } });
  await change(3, 'https://books.example.org/v1?key=BARU');
  await removeSource(t.ctx(), added.id, 4);
  const trace = await t.db.selectFrom('auditEvent').selectAll().where('entity', '=', 'record_source').execute();
  expect(JSON.stringify(trace)).toContain('key=***');
  expect(JSON.stringify(trace)).not.toMatch(/RAHASIA|BARU/);
});

test('of two who edit it at once, the second is told to look again', async () => {
  const { id, version } = await add('Kota Batu');
  const both = await Promise.allSettled([
    changeSource(t.ctx(), services, id, version, { name: 'Batu A' }),
    changeSource(t.ctx(), services, id, version, { name: 'Batu B' }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await expect(removeSource(t.ctx(), id, version)).rejects.toMatchObject({ code: 'platform.version_conflict' });
  expect(await acts(id)).toEqual(['record_source.created', 'record_source.changed']);
});

test('what would be no question is refused at its field', async () => {
  await add('Kota Kediri');
  const refused = async (fields: object, field: string) =>
    expect(add('Baru', fields), JSON.stringify(fields).slice(0, 80)).rejects.toMatchObject({
      fields: { [field]: expect.any(String) as unknown },
    });
  await refused({ name: 'kota KEDIRI' }, 'name');
  await refused({ name: '' }, 'name');
  await refused({ name: 'x\0' }, 'name');
  await refused({ address: 'ftp://katalog.example.org' }, 'address');
  await refused({ address: 'javascript:alert(1)' }, 'address');
  await refused({ address: 'https://siti:rahasia@katalog.example.org' }, 'address');
  await refused({ address: 'http://192.168.1.1/sru' }, 'address');
  await refused({ address: 'http://[::1]/sru' }, 'address');
  await refused({ address: `https://a.example/${'x'.repeat(200_000)}` }, 'address');
  await refused({ isbnIndex: 'bath.isbn="1" or cql.allRecords' }, 'isbnIndex');
  await refused({ titleIndex: '' }, 'titleIndex');
  await refused({ recordSchema: 'a b' }, 'recordSchema');
  await refused({ sruVersion: '2.0' }, 'sruVersion');
});

test('a trial says what came, and one that answered counts as tried until its address changes', async () => {
  const carrier = await startCarrier((_heard, response) => {
    response.writeHead(200, { 'content-type': 'text/xml' }).end(sruAnswer([]));
  });
  stops.push(carrier.stop);
  const { id, version } = await add('Setempat', { address: carrier.url });
  expect(await trySource(t.ctx(), services, id)).toEqual({ records: [] });
  expect((await getSource(t.ctx(), id)).answeredAt).toBeInstanceOf(Date);
  const moved = await changeSource(t.ctx(), services, id, version, { address: 'https://baru.example.org/' });
  expect(moved.answeredAt).toBeNull();
  expect(await acts(id)).toEqual(['record_source.created', 'record_source.tried', 'record_source.changed']);
});

test('a name that leads into our own network is not asked', async () => {
  const { id } = await add('Rumah', { address: 'http://localhost:1/sru' });
  expect(await trySource(t.ctx(), services, id)).toEqual({ trouble: 'not_public' });
});

test('the list is no longer than what can be asked for every book', async () => {
  let refused: unknown;
  for (let n = 0; n < 25 && refused === undefined; n += 1) {
    await add(`Katalog ${n}`).catch((error: unknown) => {
      refused = error;
    });
  }
  expect(refused).toMatchObject({ code: 'copying.too_many_sources' });
  expect(await listSources(t.ctx())).toHaveLength(20);
  await t.db.deleteFrom('recordSource').where('name', 'like', 'Katalog %').execute();
});

test('by the API: only who may set the network edits the list, a cataloguer asks', async () => {
  const cataloguer = await tokenOfRole(t, 'cataloguer', null);
  const desk = await tokenOfRole(t, 'circulation', null);
  const carrier = await startCarrier((_heard, response) => {
    response
      .writeHead(200, { 'content-type': 'text/xml' })
      .end(sruAnswer([{ title: 'Olenka', isbn: '9786023850211' }]));
  });
  stops.push(carrier.stop);
  await t.db.updateTable('recordSource').set({ active: false }).execute();
  const body = { kind: 'sru', name: 'Lewat API', address: carrier.url };
  expect((await call('POST', '/catalog-sources', { payload: body }, cataloguer)).status).toBe(403);
  const added = await call('POST', '/catalog-sources', { payload: body });
  expect(added).toMatchObject({ status: 201, body: { name: 'Lewat API', version: 1 } });
  const one = `/catalog-sources/${added.id}`;
  expect((await call('GET', '/catalog-sources')).body).toMatchObject({ next: null });
  expect((await call('GET', one)).status).toBe(200);
  expect((await call('PATCH', one, { payload: { sortOrder: 3 } })).status).toBe(428);
  const seen = { headers: { 'if-match': '"1"' } };
  expect((await call('PATCH', one, { ...seen, payload: { sortOrder: 3 } })).body).toMatchObject({ sortOrder: 3 });
  expect((await call('PATCH', one, { ...seen, payload: { sortOrder: 4 } })).status).toBe(412);
  expect((await call('POST', `${one}/try`, {})).body).toEqual({ found: 1, trouble: null, said: null });
  expect((await call('GET', '/titles-elsewhere?isbn=9786023850211', {}, desk)).status).toBe(403);
  expect((await call('GET', '/titles-elsewhere', {}, cataloguer)).status).toBe(422);
  expect((await call('GET', '/titles-elsewhere?isbn=9786023850211', {}, cataloguer)).body).toMatchObject({
    asked: [{ name: 'Lewat API', found: 1 }],
    data: [{ title: 'Olenka', isbns: ['9786023850211'], hereId: null, records: [{ source: 'Lewat API' }] }],
  });
  expect((await call('DELETE', one, { headers: { 'if-match': '"2"' } })).status).toBe(204);
  expect((await call('GET', one)).status).toBe(404);
});
