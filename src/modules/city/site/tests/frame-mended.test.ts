import { beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  beginPage,
  changeSitePicture,
  getPage,
  hideSitePicture,
  listLinkChoices,
  listLinks,
  listPeople,
  listSitePictures,
  publishPage,
  removePage,
  saveContact,
  saveHead,
  saveLinks,
  savePeople,
  saveServices,
  shownPeople,
  withdrawPage,
  type LinkInput,
} from '../index.ts';

const t = useTestDb();
const fields = async (work: Promise<unknown>) => (await refusal(work)).fields;
const writer = (libraryId: number | null = null): Ctx =>
  t.ctx({ name: 'Dewi', grants: [{ libraryId, permissions: ['site.edit'] }] });

let own = 0;
beforeAll(async () => {
  own = (await aLibrary(t.ctx(), 'KEL-TIGA')).id;
});

const read = async (libraryId: number | null, place: 'menu' | 'foot' = 'menu', ctx = writer(libraryId)) =>
  listLinks(ctx, { libraryId, place });
async function write(
  links: readonly LinkInput[],
  { libraryId = null, place = 'menu' }: { libraryId?: number | null; place?: 'menu' | 'foot' } = {},
): Promise<void> {
  const { version } = await read(libraryId, place);
  await saveLinks(writer(libraryId), { libraryId, place, version }, links);
}
const blocks = [{ body: { kind: 'text' as const, spans: [{ text: 'Isi.' }] }, english: null }];
async function aPage(title: string): Promise<number> {
  const id = await beginPage(writer(), { kind: 'page', title }, blocks);
  await publishPage(writer(), id, { version: 0 });
  return id;
}
const versionOf = async (id: number): Promise<number> => (await getPage(writer(), id)).version;
async function hide(id: number): Promise<void> {
  await withdrawPage(writer(), id, await versionOf(id));
}
const traced = async (action: string): Promise<unknown> => {
  const { rows } = await sql<{ after: unknown }>`select after from audit_event where action = ${action}
    order by id desc limit 1`.execute(t.db);
  return rows[0]?.after;
};

test('a menu whose pages were taken away for good can still be written, moved and emptied', async () => {
  const [first, second] = [await aPage('Pertama'), await aPage('Kedua')];
  await write([
    { label: 'Pertama', pageId: first },
    { label: 'Kedua', pageId: second },
    { label: 'Dinas', href: 'https://contoh.go.id' },
  ]);
  for (const id of [first, second]) {
    await hide(id);
    await removePage(writer(), id, await versionOf(id));
  }
  const rows = async () => (await read(null)).links.map(({ target: _, ...link }) => link);
  // staff learn that it leads nowhere, and still where it led
  expect((await read(null)).links.slice(0, 2)).toMatchObject([
    { pageId: first, target: null, href: '' },
    { pageId: second, target: null, href: '' },
  ]);
  await write([...(await rows()), { label: 'Baru', href: '/kegiatan' }]);
  await write((await rows()).toReversed());
  await write((await rows()).filter(({ pageId }) => pageId !== second));
  expect((await rows()).map(({ label }) => label)).toEqual(['Baru', 'Dinas', 'Pertama']);
  await write((await rows()).filter(({ pageId }) => pageId === null));
  // once out, it does not come back
  expect(await fields(write([{ label: 'Lagi', pageId: first }]))).toEqual({ 'links.0.pageId': 'unknown' });
});

test('the staff of a library lead to no draft of the network, and learn no title that nobody sees', async () => {
  const draft = await beginPage(writer(), { kind: 'page', title: 'Rencana rahasia' }, blocks);
  const to = (pageId: number) => [{ label: 'Kota', pageId }];
  expect(await fields(write(to(draft), { libraryId: own }))).toEqual({ 'links.0.pageId': 'unknown' });
  const later = await beginPage(writer(), { kind: 'page', title: 'Besok saja' }, blocks);
  await publishPage(writer(), later, { version: 0, publishAt: new Date(t.clock.now().getTime() + 3_600_000) });
  expect(await fields(write(to(later), { libraryId: own }))).toEqual({ 'links.0.pageId': 'unknown' });
  const offered = async (libraryId: number | null) =>
    (await listLinkChoices(writer(libraryId), libraryId)).map(({ title }) => title);
  expect(await offered(own)).not.toContain('Besok saja');
  expect(await offered(null)).toContain('Besok saja');

  const shown = await aPage('Judul lama');
  await write(to(shown), { libraryId: own });
  const { titleEn, summary, summaryEn, byline, slug, version } = await getPage(writer(), shown);
  await saveHead(writer(), shown, { title: 'Judul rahasia', titleEn, summary, summaryEn, byline, slug, version });
  const titles = async (ctx: Ctx) => (await read(own, 'menu', ctx)).links.map(({ target }) => target?.title);
  expect(await titles(writer(own))).toEqual(['Judul lama']);
  expect(await titles(writer())).toEqual(['Judul rahasia']);
  expect(await offered(own)).toContain('Judul lama');
  expect(await offered(own)).not.toContain('Judul rahasia');
});

test('many collections push no page out of the choices, and pages come first', async () => {
  await aPage('Zona baca');
  await sql`with made as (
      insert into curated_collection (kind, title, state, published_at, created_at, created_by, changed_at)
      select 'hand', 'Pilihan ' || n, 'published', now(), now(), 'uji', now() from generate_series(1, 450) n returning id)
    insert into curated_slug select 'pilihan-' || id, id, true from made`.execute(t.db);
  const choices = await listLinkChoices(writer(), null);
  expect(choices.map(({ title }) => title)).toContain('Zona baca');
  const kinds = choices.map(({ kind }) => kind);
  expect(kinds).toContain('topic');
  expect(kinds.lastIndexOf('page')).toBeLessThan(kinds.indexOf('collection'));
});

test('the trace tells where links and services lead, and how many people came, changed and went', async () => {
  const pageId = await aPage('Aturan');
  await write([
    { label: 'Aturan', pageId },
    { label: 'Dinas', href: 'https://contoh.go.id' },
  ]);
  expect(await traced('site.menu_saved')).toEqual({
    links: [
      { label: 'Aturan', to: `page:${pageId}` },
      { label: 'Dinas', to: 'https://contoh.go.id' },
    ],
  });
  await saveServices(writer(own), { libraryId: own, version: 0 }, [{ title: 'Antar buku', href: '/bantuan' }]);
  expect(await traced('site.services_saved')).toEqual({ services: [{ title: 'Antar buku', to: '/bantuan' }] });
  const rina = { name: 'Rina Wulandari', role: 'Pustakawan', agreed: true };
  await savePeople(writer(own), { libraryId: own, version: 0 }, [rina, { ...rina, name: 'Bagus Prasetya' }]);
  const [first] = (await listPeople(writer(own), own)).people;
  await savePeople(writer(own), { libraryId: own, version: 1 }, [
    { ...rina, id: first?.id, role: 'Kepala' },
    { ...rina, name: 'Sekar Ayu' },
  ]);
  expect(await traced('site.people_saved')).toEqual({ people: 2, added: 1, changed: 1, removed: 1 });
});

test('a person agrees anew to another name and to another picture, and not to their own words', async () => {
  const { id: libraryId } = await aLibrary(t.ctx(), 'KEL-EMPAT');
  const picture = async () =>
    (
      await sql<{ id: number }>`insert into picture (alt, credit, width, height, added_at, added_by)
        values ('Potret', '', 10, 10, now(), 'uji') returning id`.execute(t.db)
    ).rows[0]?.id ?? 0;
  const [one, two] = [await picture(), await picture()];
  const save = async (person: Omit<Parameters<typeof savePeople>[2][number], 'role'> & { role?: string }) => {
    const { version, people } = await listPeople(writer(libraryId), libraryId);
    await savePeople(writer(libraryId), { libraryId, version }, [
      { role: 'Pustakawan', ...person, id: people[0]?.id ?? null },
    ]);
  };
  const since = async () => (await listPeople(writer(libraryId), libraryId)).people[0]?.agreedAt.toISOString();
  const asked = { 'people.0.agreed': 'person_agrees' };
  const name = 'Rina Wulandari';
  expect(await fields(save({ name }))).toEqual(asked);
  await save({ name, agreed: true });
  const first = await since();
  t.clock.set('2027-03-01T10:00:00+07:00');
  await save({ name, role: 'Kepala' });
  expect(await since()).toBe(first);
  expect(await fields(save({ name, pictureId: one }))).toEqual(asked);
  await save({ name, pictureId: one, agreed: true });
  expect(await since()).toMatch(/^2027-03-01T03:00:00/);
  expect(await fields(save({ name, pictureId: two }))).toEqual(asked);
  // without a picture nothing more is shown than they agreed to
  await save({ name });
  expect(await fields(save({ name: 'Sekar Ayu' }))).toEqual(asked);
});

test('the trace of a picture says who changed it, and not whom it shows', async () => {
  const { rows } = await sql<{ id: number }>`insert into picture (alt, credit, width, height, added_at, added_by)
    values ('Potret Wahyuni', '', 10, 10, now(), 'uji') returning id`.execute(t.db);
  const id = rows[0]?.id ?? 0;
  const [picture] = await listSitePictures(writer(), { limit: 1 });
  if (picture?.id !== id) throw new Error('it is there');
  await changeSitePicture(writer(), id, {
    ...{ alt: 'Wahyuni tersenyum', credit: 'Dewi', focusX: 50, focusY: 20, version: picture.version },
  });
  await hideSitePicture(writer(), id, picture.version + 1);
  expect(await traced('picture.changed')).toEqual({
    altChanged: true,
    credit: 'Dewi',
    focusX: 50,
    focusY: 20,
  });
  const { rows: whole } = await sql<{
    said: string;
  }>`select string_agg(e::text, ' ') as said from audit_event e`.execute(t.db);
  expect(whole[0]?.said).toContain('picture.hidden');
  expect(whole[0]?.said).not.toContain('Wahyuni');
});

test('a library is offered its own pictures and those of the network, however many another one brought since', async () => {
  const { id: elsewhere } = await aLibrary(t.ctx(), 'KEL-LIMA');
  const add = async (libraryId: number | null, alt: string, count: number) =>
    sql`insert into picture (library_id, alt, credit, width, height, added_at, added_by)
      select ${libraryId}::bigint, ${alt}, '', 10, 10, now(), 'uji' from generate_series(1, ${count}::int)`.execute(
      t.db,
    );
  await add(own, 'Kami', 1);
  await add(null, 'Kota', 1);
  await add(elsewhere, 'Sebelah', 12);
  const offered = await listSitePictures(writer(), { libraryId: own, limit: 10 });
  expect(offered.slice(0, 2).map(({ alt }) => alt)).toEqual(['Kota', 'Kami']);
  expect((await refusal(listSitePictures(writer(elsewhere), { libraryId: own, limit: 10 }))).code).toBe(
    'platform.forbidden',
  );
});

test('signs that nobody sees or that turn words round, and labels without a letter, are refused', async () => {
  const label = async (words: string) => fields(write([{ label: words, href: '/berita' }]));
  for (const unseen of ['Kabar\u202e', 'a\u200bb', 'dua\nbaris', 'x\u00ad'])
    expect(await label(unseen)).toEqual({ 'links.0.label': 'unseen_signs' });
  for (const empty of ['—', '...', '\u3164\u0301'.slice(1)])
    expect(await label(empty)).toEqual({ 'links.0.label': 'no_letters' });
  const person = { name: 'Rina', role: 'Pustakawan', agreed: true };
  const { version } = await listPeople(writer(own), own);
  const people = async (more: object) =>
    fields(savePeople(writer(own), { libraryId: own, version }, [{ ...person, ...more }]));
  expect(await people({ name: 'Rina\u2066' })).toEqual({ 'people.0.name': 'unseen_signs' });
  expect(await people({ about: 'balik\u202e' })).toEqual({ 'people.0.about': 'unseen_signs' });
  await savePeople(writer(own), { libraryId: own, version }, [{ ...person, about: 'Dua\r\nbaris' }]);
  expect((await shownPeople(t.ctx({ kind: 'anonymous' }), own)).at(0)?.about).toBe('Dua\r\nbaris');
  expect(await fields(saveContact(writer(), 0, { address: 'Jalan\u202e' }))).toEqual({ address: 'unseen_signs' });
});

test('the telephone of the network is one number that can be dialled', async () => {
  const phone = async (words: string) => fields(saveContact(writer(), 0, { phone: words }));
  for (const words of ['belum ada', '12', '0342 801000 / 0812 1234 5678', '1'.repeat(21), '08-12 ext. 3'])
    expect(await phone(words)).toEqual({ phone: 'phone' });
  await saveContact(writer(), 0, { phone: '+62 (342) 801-000' });
});

test('two headings of the foot with the same words are refused at the second', async () => {
  const foot = (one: string, two: string) => [
    { label: one },
    { label: 'Dinas', href: 'https://contoh.go.id' },
    { label: two },
    { label: 'Mitra', href: 'https://mitra.example' },
  ];
  expect(await fields(write(foot('Mitra kami', 'MITRA KAMI'), { place: 'foot' }))).toEqual({
    'links.2.label': 'heading_twice',
  });
  await write(foot('Mitra', 'Lain'), { place: 'foot' });
});
