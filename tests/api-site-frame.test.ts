import { expect, test } from 'vitest';
import { aLibrary } from '#modules/people/members/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);

async function call(method: 'GET' | 'PUT', path: string, { version, ...body }: Record<string, unknown> = {}) {
  const response = await app.inject({
    ...{ method, url: `/api/v1${path}` },
    headers: {
      authorization: `Bearer ${app.token}`,
      ...(typeof version === 'number' && { 'if-match': `"${version}"` }),
    },
    ...(Object.keys(body).length > 0 && { payload: body }),
  });
  return { status: response.statusCode, body: response.json<Record<string, unknown>>(), etag: response.headers.etag };
}

test('the menu by API is read, written over what was read, and read back', async () => {
  const empty = await call('GET', '/site-links/menu');
  expect(empty).toMatchObject({ status: 200, etag: '"0"', body: { place: 'menu', library: null, links: [] } });
  const links = [{ label: 'Dinas', labelEn: 'Office', href: 'https://contoh.go.id/' }];
  expect((await call('PUT', '/site-links/menu', { links })).status).toBe(428);
  const written = await call('PUT', '/site-links/menu', { version: 0, links });
  expect(written).toMatchObject({ status: 200, etag: '"1"', body: { links: [{ label: 'Dinas', target: null }] } });
  expect((await call('PUT', '/site-links/menu', { version: 0, links: [] })).status).toBe(412);
  const bad = await call('PUT', '/site-links/menu', {
    version: 1,
    links: [{ label: 'x', href: 'javascript:alert(1)' }],
  });
  expect(bad.status).toBe(422);
  expect(bad.body.fields).toHaveProperty(['links.0.href']);
  expect((await call('GET', '/site-links/menu')).body).toEqual(written.body);
  // everybody gets it as it is drawn, in their language
  const drawn = await app.inject({ url: '/api/v1/contents/frame', headers: { 'accept-language': 'en' } });
  expect(drawn.json()).toMatchObject({ menu: [{ label: 'Office', language: 'en', href: 'https://contoh.go.id/' }] });
});

test('the menu of a library is its own, and the foot is of the network alone', async () => {
  await aLibrary(t.ctx(), 'GEDOG');
  const links = [{ label: 'Kegiatan kami', href: '/kegiatan' }];
  expect((await call('PUT', '/site-links/menu?library=gedog', { version: 0, links })).body).toMatchObject({
    library: { code: 'GEDOG' },
    links: [{ label: 'Kegiatan kami' }],
  });
  expect((await call('PUT', '/site-links/foot?library=gedog', { version: 0, links })).status).toBe(422);
  expect((await call('GET', '/site-links/menu?library=tidak-ada')).status).toBe(404);
  const contact = { address: 'Jalan Merdeka 1', phone: '', email: '' };
  expect((await call('PUT', '/site-contact', { version: 0, ...contact })).body).toEqual({ ...contact, version: 1 });
  expect((await call('GET', '/site-contact')).etag).toBe('"1"');
});

test('people and services by API: nobody without their consent, and in their order', async () => {
  await aLibrary(t.ctx(), 'SENTUL');
  const path = '/libraries/sentul/site-people';
  const person = { name: 'Rina Wulandari', role: 'Pustakawan', agreed: true };
  const refused = await call('PUT', path, { version: 0, people: [{ ...person, agreed: false }] });
  expect(refused.status).toBe(422);
  expect(refused.body.fields).toHaveProperty(['people.0.agreed']);
  const written = await call('PUT', path, { version: 0, people: [person] });
  expect(written.body).toMatchObject({ version: 1, people: [{ name: 'Rina Wulandari', pictureId: null }] });
  // since when they agree is said as an instant
  expect(JSON.stringify(written.body)).toMatch(/"agreedAt":"20\d\d-[^"]+Z"/);
  expect((await call('GET', path)).etag).toBe('"1"');
  const services = [{ title: 'Antar buku' }, { title: 'Bercerita', href: '/kegiatan' }];
  expect((await call('PUT', '/libraries/sentul/site-services', { version: 0, services })).body).toMatchObject({
    services: [
      { title: 'Antar buku', href: '' },
      { title: 'Bercerita', href: '/kegiatan' },
    ],
  });
  expect((await call('GET', '/libraries/sentul/site-services')).body).toMatchObject({ version: 1 });
  const told = await app.inject('/api/v1/contents/library?library=sentul');
  expect(told.json()).toMatchObject({
    library: { code: 'SENTUL' },
    services: [
      { title: 'Antar buku', languages: { title: 'id', about: 'id', atWords: 'id' } },
      { title: 'Bercerita', href: '/kegiatan' },
    ],
    people: [{ name: 'Rina Wulandari', picture: null }],
    links: [],
  });
});
