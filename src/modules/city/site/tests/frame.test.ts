import { beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { getLibrary, updateLibrary } from '#modules/ground/libraries';
import { aLibrary } from '#modules/people/members/testing';
import { createCollection, publishCollection, withdrawCollection } from '#modules/city/collections';
import type { Ctx } from '#platform/context';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addTopic,
  beginPage,
  getContact,
  getPage,
  libraryLinks,
  listLinkChoices,
  listLinks,
  listPeople,
  listServices,
  publishPage,
  removePage,
  removeTopic,
  saveContact,
  saveHead,
  saveLinks,
  savePeople,
  saveServices,
  shownPeople,
  shownServices,
  siteFrame,
  withdrawPage,
  type LinkInput,
} from '../index.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const fields = async (work: Promise<unknown>) => (await refusal(work)).fields;
const guest = (locale: 'id' | 'en' = 'id'): Ctx => ({ ...t.ctx({ kind: 'anonymous' }), locale });
const writer = (libraryId: number | null = null): Ctx =>
  t.ctx({ name: 'Dewi', grants: [{ libraryId, permissions: ['site.edit'] }] });

let own = 0;
let other = 0;
beforeAll(async () => {
  own = (await aLibrary(t.ctx(), 'KEL-SATU')).id;
  other = (await aLibrary(t.ctx(), 'KEL-DUA')).id;
});

/** Writes the links of a place over what stands there. */
async function write(
  links: readonly LinkInput[],
  { libraryId = null, place = 'menu', ctx = writer() }: Partial<Place> & { ctx?: Ctx } = {},
): Promise<void> {
  const { version } = await listLinks(writer(), { libraryId, place });
  await saveLinks(ctx, { libraryId, place, version }, links);
}
interface Place {
  libraryId: number | null;
  place: 'menu' | 'foot' | 'accounts';
}
const menu = async (locale: 'id' | 'en' = 'id') =>
  (await siteFrame(guest(locale))).menu.map(({ label, href }) => [label, href]);

/** A page that stays and that everybody sees. */
async function aPage(title: string, libraryId: number | null = null): Promise<number> {
  const blocks = [{ body: { kind: 'text' as const, spans: [{ text: 'Isi.' }] }, english: null }];
  const id = await beginPage(writer(), { kind: 'page', libraryId, title }, blocks);
  await publishPage(writer(), id, { version: 0 });
  return id;
}
const versionOf = async (id: number): Promise<number> => (await getPage(writer(), id)).version;

test('the menu leads where staff say, in their order, in both languages', async () => {
  const pageId = await aPage('Tentang kami');
  await write([
    { label: 'Tentang kami', labelEn: 'About us', pageId },
    { label: 'Instansi kota', href: 'https://blitarkota.go.id/' },
  ]);
  expect(await menu()).toEqual([
    ['Tentang kami', '/halaman/tentang-kami'],
    ['Instansi kota', 'https://blitarkota.go.id/'],
  ]);
  expect((await menu('en')).map(([label]) => label)).toEqual(['About us', 'Instansi kota']);
  const { links } = await listLinks(writer(), { libraryId: null, place: 'menu' });
  await write(links.toReversed());
  expect((await menu()).map(([label]) => label)).toEqual(['Instansi kota', 'Tentang kami']);
  // what was only moved is still itself
  const after = await listLinks(writer(), { libraryId: null, place: 'menu' });
  expect(after.links.map(({ id }) => id)).toEqual(links.map(({ id }) => id).toReversed());
});

test('a page that is withdrawn leaves the menu by itself, comes back when it is shown again, and is followed to its new address', async () => {
  const pageId = await aPage('Cara menjadi anggota');
  await write([{ label: 'Jadi anggota', pageId }]);
  await withdrawPage(writer(), pageId, await versionOf(pageId));
  expect(await menu()).toEqual([]);
  expect((await listLinks(writer(), { libraryId: null, place: 'menu' })).links).toMatchObject([
    { label: 'Jadi anggota', target: { title: 'Cara menjadi anggota', href: null } },
  ]);
  const { title, titleEn, summary, summaryEn, byline, version } = await getPage(writer(), pageId);
  await saveHead(writer(), pageId, { title, titleEn, summary, summaryEn, byline, slug: 'jadi-anggota', version });
  await publishPage(writer(), pageId, { version: await versionOf(pageId) });
  expect(await menu()).toEqual([['Jadi anggota', '/halaman/jadi-anggota']]);
  await withdrawPage(writer(), pageId, await versionOf(pageId));
  await removePage(writer(), pageId, await versionOf(pageId));
  expect(await menu()).toEqual([]);
});

test('a page that waits for its hour comes into the menu at its hour and goes at its end', async () => {
  const hour = 3_600_000;
  const now = t.clock.now().getTime();
  const blocks = [{ body: { kind: 'text' as const, spans: [{ text: 'Isi.' }] }, english: null }];
  const pageId = await beginPage(writer(), { kind: 'page', title: 'Ramadan' }, blocks);
  const show = { publishAt: new Date(now + hour), expireAt: new Date(now + 2 * hour) };
  await publishPage(writer(), pageId, { version: 0, ...show });
  await write([{ label: 'Ramadan', pageId }]);
  const at = async (instant: number) =>
    (await siteFrame({ ...guest(), clock: { ...guest().clock, now: () => new Date(instant) } })).menu.length;
  expect([await at(now), await at(now + hour), await at(now + 2 * hour)]).toEqual([0, 1, 0]);
});

test('a topic and a collection are led to, and go with what they lead to', async () => {
  const topicId = await addTopic(t.ctx(), { name: 'Sejarah kota', nameEn: 'History' });
  const rule = { subjects: ['Sejarah'] };
  const collectionId = await createCollection(t.ctx(), { kind: 'rule', libraryId: null, title: 'Bung Karno', rule });
  await publishCollection(t.ctx(), collectionId, 1);
  await write([
    { label: 'Sejarah', topicId },
    { label: 'Bung Karno', collectionId },
  ]);
  expect((await menu()).map(([, href]) => href)).toEqual(['/berita?topik=sejarah-kota', '/koleksi-pilihan/bung-karno']);
  await removeTopic(t.ctx(), topicId);
  expect((await menu()).map(([label]) => label)).toEqual(['Bung Karno']);
  await withdrawCollection(t.ctx(), collectionId, 2);
  expect(await menu()).toEqual([]);
});

test('the foot has headings over its links, and one over nothing is not drawn', async () => {
  const pageId = await aPage('Aturan peminjaman');
  await write(
    [
      { label: 'Aturan' },
      { label: 'Peminjaman', pageId },
      { label: 'Mitra' },
      { label: 'Dinas', href: 'https://contoh.go.id' },
    ],
    { place: 'foot' },
  );
  const labels = async () => (await siteFrame(guest())).foot.map(({ label }) => label);
  expect(await labels()).toEqual(['Aturan', 'Peminjaman', 'Mitra', 'Dinas']);
  await withdrawPage(writer(), pageId, await versionOf(pageId));
  expect(await labels()).toEqual(['Mitra', 'Dinas']);
});

test('the foot says what was written of the network, and nothing where nothing was', async () => {
  expect((await siteFrame(guest())).contact).toBeNull();
  const words = { address: 'Jalan Merdeka 1', phone: '0342 801 000', email: 'halo@contoh.id' };
  await saveContact(writer(), 0, words);
  expect((await siteFrame(guest())).contact).toEqual(words);
  expect(await getContact(writer())).toEqual({ ...words, version: 1 });
  expect(await fields(saveContact(writer(), 1, { ...words, email: 'bukan surel' }))).toHaveProperty('email');
  await saveContact(writer(), 1, {});
  expect((await siteFrame(guest())).contact).toEqual({ address: '', phone: '', email: '' });
});

test('around a public page nothing is asked of the database while nobody writes and no page is led to, and at most one question else', async () => {
  const asked = { count: 0 };
  const db = t.db.withPlugin({
    transformQuery: ({ node }) => {
      asked.count += 1;
      return node;
    },
    transformResult: async ({ result }) => Promise.resolve(result),
  });
  const questions = async (): Promise<number> => {
    const ctx = { ...guest(), db };
    await siteFrame(ctx);
    asked.count = 0;
    await siteFrame(ctx);
    // where the database stands is asked once in a request for all that is kept
    return asked.count - 1;
  };
  await write([{ label: 'Dinas', href: 'https://contoh.go.id' }]);
  await write([], { place: 'foot' });
  expect(await questions()).toBe(0);
  const topicId = await addTopic(t.ctx(), { name: 'Satu tanya', nameEn: 'One question' });
  await write([
    { label: 'Halaman', pageId: await aPage('Satu tanya') },
    { label: 'Topik', topicId },
  ]);
  expect(await questions()).toBe(1);
});

test('an address that runs a script, that is none, or two at once, are refused at their link', async () => {
  const bad = async (link: Omit<LinkInput, 'label'>, place: Place['place'] = 'menu') =>
    fields(
      write(
        [
          { label: 'Baik', href: 'https://contoh.id' },
          { label: 'Buruk', ...link },
        ],
        { place },
      ),
    );
  for (const href of ['javascript:alert(1)', 'data:text/html,x', '//contoh.id', 'contoh.id', 'https://a@b.id'])
    expect(await bad({ href })).toEqual({ 'links.1.href': 'address' });
  expect(await bad({})).toEqual({ 'links.1.href': 'required' });
  expect(await bad({ href: '/berita', topicId: 1 })).toEqual({ 'links.1.href': 'leads_twice' });
  expect(await bad({ href: '/berita' }, 'accounts')).toEqual({ 'links.1.href': 'address' });
  expect(await bad({ pageId: 999_999 })).toEqual({ 'links.1.pageId': 'unknown' });
  expect(await bad({ topicId: 999_999 })).toEqual({ 'links.1.topicId': 'unknown' });
  expect(await bad({ collectionId: 999_999 })).toEqual({ 'links.1.collectionId': 'unknown' });
});

test('200,000 letters, NUL and more entries than fit are refused', async () => {
  const href = 'https://contoh.id';
  expect(await fields(write([{ label: 'a'.repeat(200_000), href }]))).toEqual({ 'links.0.label': 'too_long' });
  expect(await fields(write([{ label: 'nol\0', href }]))).toEqual({ 'links.0.label': 'unstorable' });
  const many = Array.from({ length: 9 }, (_, n) => ({ label: `Ke ${n}`, href }));
  expect(await code(write(many))).toBe('platform.invalid_input');
  expect(
    await code(savePeople(writer(own), { libraryId: own, version: 0 }, [{ ...rina, about: 'a'.repeat(601) }])),
  ).toBe('platform.invalid_input');
});

test('of two who order the same list at once, one is told', async () => {
  const { version } = await listLinks(writer(), { libraryId: null, place: 'accounts' });
  const save = async (label: string) =>
    saveLinks(writer(), { libraryId: null, place: 'accounts', version }, [{ label, href: 'https://contoh.id' }]);
  const both = await Promise.allSettled([save('Satu'), save('Dua')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await code(save('Tiga'))).toBe('platform.version_conflict');
  const last = { libraryId: null, place: 'accounts', version: 2_147_483_647 } as const;
  expect(await code(saveLinks(writer(), last, []))).toBe('platform.version_conflict');
  expect((await siteFrame(guest())).accounts).toHaveLength(1);
});

test('the staff of a library write its own small site alone, and lead to nothing that another one hides', async () => {
  const local = writer(own);
  const hidden = await beginPage(writer(), { kind: 'page', libraryId: other, title: 'Rahasia sebelah' });
  const shown = await aPage('Terbuka sebelah', other);
  await write([{ label: 'Sebelah', pageId: shown }], { libraryId: own, ctx: local });
  expect((await libraryLinks(guest(), own)).map(({ href }) => href)).toEqual(['/halaman/terbuka-sebelah']);
  expect(await libraryLinks(guest(), other)).toEqual([]);
  expect(await fields(write([{ label: 'Rahasia', pageId: hidden }], { libraryId: own, ctx: local }))).toEqual({
    'links.0.pageId': 'unknown',
  });
  // what it led to before does not hold up what is written beside it
  await withdrawPage(writer(), shown, await versionOf(shown));
  await write(
    [
      { label: 'Sebelah', pageId: shown },
      { label: 'Kami', href: '/kegiatan' },
    ],
    { libraryId: own, ctx: local },
  );
  expect((await libraryLinks(guest(), own)).map(({ label }) => label)).toEqual(['Kami']);
  expect((await listLinkChoices(local, own)).map(({ title }) => title)).not.toContain('Terbuka sebelah');
  const newsOnly = t.ctx({ grants: [{ libraryId: null, permissions: ['news.edit'] }] });
  for (const work of [
    async () => write([], { ctx: local }),
    async () => write([], { libraryId: other, ctx: local }),
    async () => listLinks(local, { libraryId: null, place: 'menu' }),
    async () => saveContact(local, 0, {}),
    async () => getContact(local),
    async () => savePeople(local, { libraryId: other, version: 0 }, []),
    async () => saveServices(local, { libraryId: other, version: 0 }, []),
    async () => listPeople(local, other),
    async () => listServices(newsOnly, own),
  ])
    expect(await code(work())).toBe('platform.forbidden');
  expect(await code(savePeople(guest(), { libraryId: own, version: 0 }, []))).toBe('platform.sign_in_needed');
  expect(await code(write([], { libraryId: 999_999 }))).toBe('libraries.not_found');
  expect(await code(write([], { libraryId: own, place: 'foot' }))).toBe('platform.invalid_input');
});

const rina = { name: 'Rina Wulandari', role: 'Pustakawan anak', roleEn: "Children's librarian", agreed: true };

test('people are shown who agreed, in their order; who is taken out is gone, from the trace too', async () => {
  const save = async (people: Parameters<typeof savePeople>[2]) => {
    const { version } = await listPeople(writer(own), own);
    await savePeople(writer(own), { libraryId: own, version }, people);
  };
  expect(await fields(save([{ ...rina, agreed: false }]))).toEqual({ 'people.0.agreed': 'person_agrees' });
  await save([{ ...rina }, { name: 'Bagus Prasetya', role: 'Layanan keliling', agreed: true }]);
  expect(
    (await shownPeople(guest('en'), own)).map(({ name, role, languages }) => [name, role, languages.role]),
  ).toEqual([
    ['Rina Wulandari', "Children's librarian", 'en'],
    ['Bagus Prasetya', 'Layanan keliling', 'id'],
  ]);
  const [first, second] = (await listPeople(writer(own), own)).people;
  if (!first || !second) throw new Error('both are there');
  t.clock.set('2027-03-01T10:00:00+07:00');
  // a changed role is the same person, another name is another one, who agrees anew
  await save([
    { ...second, name: 'Sekar Ayu', agreed: true },
    { ...first, role: 'Kepala layanan' },
  ]);
  const now = (await listPeople(writer(own), own)).people;
  expect(now.map(({ id, agreedAt }) => [id, agreedAt.getTime() === first.agreedAt.getTime()])).toEqual([
    [second.id, false],
    [first.id, true],
  ]);
  await save([]);
  const { rows } = await sql<{ whole: string }>`select string_agg(e::text, ' ') as whole from audit_event e`.execute(
    t.db,
  );
  for (const name of ['Rina', 'Bagus', 'Sekar']) expect(rows[0]?.whole).not.toContain(name);
  expect(rows[0]?.whole).toContain('site.people_saved');
  expect(await shownPeople(guest(), own)).toEqual([]);
});

test('services are told in both languages, and rest while their library is closed', async () => {
  const service = { title: 'Antar buku', titleEn: 'Books to your door', atWords: 'Selasa', href: '/bantuan' };
  await saveServices(writer(other), { libraryId: other, version: 0 }, [
    service,
    { title: 'Bercerita', about: 'Untuk anak' },
  ]);
  // each text says in which language it is
  expect(
    (await shownServices(guest('en'), other)).map(({ title, atWords, languages }) => [
      ...[title, languages.title],
      ...[atWords, languages.atWords],
    ]),
  ).toEqual([
    ['Books to your door', 'en', 'Selasa', 'id'],
    ['Bercerita', 'id', '', 'id'],
  ]);
  expect(
    await fields(saveServices(writer(other), { libraryId: other, version: 1 }, [{ ...service, href: 'javascript:a' }])),
  ).toEqual({ 'services.0.href': 'address' });
  await savePeople(writer(other), { libraryId: other, version: 0 }, [rina]);
  await write([{ label: 'Kegiatan', href: '/kegiatan' }], { libraryId: other });
  expect(await libraryLinks(guest(), other)).toHaveLength(1);
  const { version } = await getLibrary(t.ctx(), other);
  await updateLibrary(t.ctx(), other, version, { active: false });
  expect(await shownServices(guest(), other)).toEqual([]);
  expect(await shownPeople(guest(), other)).toEqual([]);
  expect(await libraryLinks(guest(), other)).toEqual([]);
  expect((await listServices(writer(other), other)).services).toHaveLength(2);
  await updateLibrary(t.ctx(), other, version + 1, { active: true });
  expect(await shownPeople(guest(), other)).toHaveLength(1);
});
