import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { setSetting } from '#modules/ground/libraries';
import { makeAccount } from '#modules/ground/identity/testing';
import { aLibrary } from '#modules/people/members/testing';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import type { BlockPair } from '#modules/ground/content';
import type { Ctx } from '#platform/context';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addPageBlock,
  addPageBlocks,
  addSitePicture,
  beginPage,
  checkPage,
  compareVersion,
  getPage,
  leasePageBlock,
  listNews,
  listPages,
  listPageVersions,
  listSitePictures,
  listTopicRows,
  movePageBlock,
  publishPage,
  putBannerUp,
  putPageBlockBack,
  releasePageBlock,
  removePage,
  removePageBlock,
  removeTopic,
  restoreVersion,
  saveHead,
  savePageBlock,
  standingBanners,
  submitPage,
  takeBannerDown,
  viewPage,
  withdrawPage,
} from '../index.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const writer = (name = 'Dewi', libraryId: number | null = null): Ctx =>
  t.ctx({ name, grants: [{ libraryId, permissions: ['news.edit', 'site.edit'] }] });
const text = (words: string, english: string | null = null): BlockPair => ({
  body: { kind: 'text', spans: [{ text: words }] },
  english: english === null ? null : { kind: 'text', spans: [{ text: english }] },
});

let topicId = 0;
let pair: [Ctx, Ctx] = [guest(), guest()];
beforeAll(async () => {
  pair = await aStaffPair();
  topicId = (await listTopicRows(writer()))[0]?.id ?? 0;
});

/** News with words, as a draft. */
async function drafted(title: string, words = 'Mobil keliling singgah di Tlumpu.'): Promise<number> {
  return beginPage(writer(), { kind: 'news', topicId, title }, [text(words)]);
}
const versionOf = async (id: number): Promise<number> => (await getPage(writer(), id)).version;
async function published(title: string, show: { publishAt?: Date; expireAt?: Date } = {}): Promise<string> {
  const id = await drafted(title);
  await publishPage(writer(), id, { version: await versionOf(id), ...show });
  return (await getPage(writer(), id)).slug;
}
async function head(id: number, changes: { title?: string; slug?: string; titleEn?: string }): Promise<void> {
  const { title, titleEn, summary, summaryEn, byline, version } = await getPage(writer(), id);
  await saveHead(writer(), id, { title, titleEn, summary, summaryEn, byline, topicId, ...changes, version });
}
const seen = async (slug: string) => viewPage(guest(), { kind: 'news', slug });
const titles = async (): Promise<string[]> => (await listNews(guest(), { limit: 100 })).news.map(({ title }) => title);

test('a draft is seen by nobody, what is published by everybody, and what is changed afterwards only when it is published again', async () => {
  const id = await drafted('Mobil keliling ke Tlumpu');
  const { slug, writing, version } = await getPage(writer(), id);
  expect(await code(seen(slug))).toBe('site.page_not_found');
  await publishPage(writer(), id, { version });
  const shown = await seen(slug);
  expect(shown).toMatchObject({ page: { title: 'Mobil keliling ke Tlumpu', blocks: [{ language: 'id' }] } });
  const [block] = writing.blocks;
  if (!block) throw new Error('a draft begins with a block');
  await savePageBlock(writer(), id, { id: block.id, version: block.version, ...text('Kini ke Pakunden juga.') });
  expect(JSON.stringify(await seen(slug))).not.toContain('Pakunden');
  await publishPage(writer(), id, { version: await versionOf(id), updateNote: 'jam singgah' });
  expect(await seen(slug)).toMatchObject({ page: { updateNote: 'jam singgah' } });
  expect(JSON.stringify(await seen(slug))).toContain('Pakunden');
});

test('a changed address leads to the new one for good, and nobody else gets it', async () => {
  const slug = await published('Kabar dengan alamat lama');
  const { pages } = await listPages(writer(), { kind: 'news', states: ['approved'], limit: 100 });
  const id = pages.find((page) => page.slug === slug)?.id ?? 0;
  await head(id, { slug: 'alamat-baru' });
  await head(id, { slug: 'alamat-terbaru' });
  expect(await seen(slug)).toEqual({ moved: 'alamat-terbaru' });
  expect(await seen('alamat-baru')).toEqual({ moved: 'alamat-terbaru' });
  const other = await drafted('Kabar dengan alamat lama');
  expect((await getPage(writer(), other)).slug).toBe('kabar-dengan-alamat-lama-2');
  expect(await code(head(other, { slug: 'alamat-baru' }))).toBe('site.slug_taken');
  // back to the first: its own addresses are its own
  await head(id, { slug });
  expect(await seen('alamat-terbaru')).toEqual({ moved: slug });
});

test('the address of what was taken away says that it is gone, that of a draft nobody saw is free again', async () => {
  const slug = await published('Kabar yang dihapus');
  const { pages } = await listPages(writer(), { kind: 'news', states: ['approved'], limit: 100 });
  const id = pages.find((page) => page.slug === slug)?.id ?? 0;
  expect(await code(removePage(writer(), id, await versionOf(id)))).toBe('site.state_forbids');
  await withdrawPage(writer(), id, await versionOf(id));
  expect(await code(seen(slug))).toBe('site.page_gone');
  await removePage(writer(), id, await versionOf(id));
  expect(await code(seen(slug))).toBe('site.page_gone');
  expect(await code(getPage(writer(), id))).toBe('site.page_not_found');
  expect((await getPage(writer(), await drafted('Kabar yang dihapus'))).slug).toBe('kabar-yang-dihapus-2');
  const draft = await drafted('Rancangan saja');
  await removePage(writer(), draft, await versionOf(draft));
  expect((await getPage(writer(), await drafted('Rancangan saja'))).slug).toBe('rancangan-saja');
});

test('what is scheduled appears once at its hour and goes at its end, whatever the clock does in between', async () => {
  const now = t.clock.now().getTime();
  const hour = 3_600_000;
  const slug = await published('Besok pagi', { publishAt: new Date(now + hour), expireAt: new Date(now + 3 * hour) });
  expect(await code(seen(slug))).toBe('site.page_not_found');
  expect(await titles()).not.toContain('Besok pagi');
  const at = async (instant: number) => {
    const ctx = { ...guest(), clock: { ...guest().clock, now: () => new Date(instant) } };
    return (await listNews(ctx, { limit: 100 })).news.filter(({ title }) => title === 'Besok pagi').length;
  };
  expect(await at(now + hour - 1)).toBe(0);
  expect(await at(now + hour)).toBe(1);
  // a clock that jumps back and forth shows it no second time
  expect([await at(now - 10 * hour), await at(now + 2 * hour), await at(now + 2 * hour)]).toEqual([0, 1, 1]);
  expect(await at(now + 3 * hour)).toBe(0);
});

test('what everybody sees cannot be put off, and an end before the beginning is refused', async () => {
  const id = await drafted('Sudah tampil');
  await publishPage(writer(), id, { version: await versionOf(id) });
  const later = new Date(t.clock.now().getTime() + 86_400_000);
  expect((await refusal(publishPage(writer(), id, { version: await versionOf(id), publishAt: later }))).fields).toEqual(
    {
      publishAt: 'shown_already',
    },
  );
  const other = await drafted('Berakhir sebelum mulai');
  const show = { version: await versionOf(other), publishAt: later, expireAt: new Date(later.getTime() - 1) };
  expect((await refusal(publishPage(writer(), other, show))).fields).toEqual({ expireAt: 'before_start' });
});

test('where the network asks for a second person, who submitted it does not publish it', async () => {
  await setSetting(t.ctx(), 'siteSecondPerson', true);
  try {
    const id = await drafted('Dibaca dua orang');
    const [first, second] = pair;
    expect(await code(publishPage(second, id, { version: await versionOf(id) }))).toBe('site.state_forbids');
    await submitPage(first, id, await versionOf(id));
    expect(await code(publishPage(first, id, { version: await versionOf(id) }))).toBe('site.own_approval');
    await publishPage(second, id, { version: await versionOf(id) });
    expect(await titles()).toContain('Dibaca dua orang');
    // the next change is read by a second person, too
    expect(await code(publishPage(second, id, { version: await versionOf(id) }))).toBe('site.state_forbids');
  } finally {
    await setSetting(t.ctx(), 'siteSecondPerson', false);
  }
});

test('what must be right before is not published: an empty text, a link that leads nowhere', async () => {
  const empty = await beginPage(writer(), { kind: 'news', topicId, title: 'Kosong' });
  expect((await checkPage(writer(), empty)).map((check) => check.code)).toEqual(['empty_writing']);
  expect(await code(publishPage(writer(), empty, { version: await versionOf(empty) }))).toBe('site.checks_failed');
});

test('a link to a page that never was, and a book that is gone, are told before', async () => {
  const id = await beginPage(writer(), { kind: 'news', topicId, title: 'Ke mana' }, [
    {
      body: { kind: 'text', spans: [{ text: 'Lihat ' }, { text: 'jadwalnya', href: '/berita/tidak-pernah-ada' }] },
      english: null,
    },
    { body: { kind: 'embed', embed: 'record', ref: '999999' }, english: null },
  ]);
  expect((await checkPage(writer(), id)).map((check) => [check.code, check.at, check.blocking])).toEqual([
    ['dead_link', 0, false],
    ['embed_gone', 1, false],
  ]);
});

test('two people at one part: the second is told and loses nothing; the lease is seen by the other and ends', async () => {
  const first = t.ctx({ grants: [{ libraryId: null, permissions: ['news.edit'] }] });
  const id = await drafted('Dua orang menulis');
  const [block] = (await getPage(writer(), id)).writing.blocks;
  if (!block) throw new Error('a draft begins with a block');
  const seenVersion = { id: block.id, version: block.version };
  await savePageBlock(first, id, { ...seenVersion, ...text('Tulisan pertama') });
  const late = await refusal(savePageBlock(writer('Arif'), id, { ...seenVersion, ...text('Tulisan kedua') }));
  expect(late.code).toBe('content.block_changed');
  const [now] = (await getPage(writer(), id)).writing.blocks;
  expect(now).toMatchObject({ version: block.version + 1, body: { spans: [{ text: 'Tulisan pertama' }] } });
  // of both at once on two connections one is told
  const both = await Promise.allSettled(
    ['satu', 'dua'].map(async (words) =>
      savePageBlock(first, id, { id: block.id, version: block.version + 1, ...text(words) }),
    ),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('a lease is of an account that there is: others see whose it is until it is let go', async () => {
  const [dewi, arif] = pair;
  const id = await drafted('Disewa');
  const [block] = (await getPage(writer(), id)).writing.blocks;
  await leasePageBlock(dewi, id, block?.id ?? 0);
  expect(await refusal(leasePageBlock(arif, id, block?.id ?? 0))).toMatchObject({
    code: 'content.block_leased',
    params: { name: 'Dewi' },
  });
  expect((await getPage(arif, id)).writing.blocks[0]?.inHandOf).toBe('Dewi');
  expect((await getPage(dewi, id)).writing.blocks[0]?.inHandOf).toBeNull();
  await releasePageBlock(dewi, id, block?.id ?? 0);
  await leasePageBlock(arif, id, block?.id ?? 0);
  expect((await getPage(dewi, id)).writing.blocks[0]?.inHandOf).toBe('Arif');
});

/** Two of staff who may write news. */
async function aStaffPair(): Promise<[Ctx, Ctx]> {
  const make = async (username: string, fullName: string): Promise<Ctx> => {
    const { id } = await makeAccount(t, { username, fullName });
    return t.ctx({ id, name: fullName, grants: [{ libraryId: null, permissions: ['news.edit'] }] });
  };
  return [await make('dewi', 'Dewi'), await make('arif', 'Arif')];
}

test('parts are moved, taken out and put back where they stood', async () => {
  const id = await drafted('Urutan', 'satu');
  const one = (await getPage(writer(), id)).writing.blocks[0]?.id ?? 0;
  const two = await addPageBlock(writer(), id, { after: one, ...text('dua') });
  const zero = await addPageBlock(writer(), id, { after: null, ...text('nol') });
  const order = async () => (await getPage(writer(), id)).writing.blocks.map((block) => block.id);
  expect(await order()).toEqual([zero, one, two]);
  expect(await movePageBlock(writer(), id, { id: two, by: 'up' })).toBe(true);
  const moved = await getPage(writer(), id);
  expect(await movePageBlock(writer(), id, { id: zero, by: 'up' })).toBe(false);
  // what stays at the end of its list is no change of the page, nor of what is written in it
  expect(await getPage(writer(), id)).toEqual(moved);
  expect(await order()).toEqual([zero, two, one]);
  await removePageBlock(writer(), id, { id: two, version: 0 });
  expect(await order()).toEqual([zero, one]);
  expect((await getPage(writer(), id)).removed.map((block) => block.id)).toEqual([two]);
  await putPageBlockBack(writer(), id, two);
  expect(await order()).toEqual([zero, two, one]);
  expect(await code(removePageBlock(writer(), id, { id: 999_999, version: 0 }))).toBe('content.block_not_found');
});

test('what was published can be compared with what stands, and brought back', async () => {
  const id = await drafted('Versi', 'Buka setiap hari.');
  await publishPage(writer(), id, { version: await versionOf(id) });
  const [block] = (await getPage(writer(), id)).writing.blocks;
  await savePageBlock(writer(), id, { id: block?.id ?? 0, version: 0, ...text('Buka setiap Senin.') });
  await head(id, { title: 'Versi kedua' });
  const [version] = await listPageVersions(writer(), id);
  const compared = await compareVersion(writer(), id, version?.id ?? 0);
  expect(compared.head.title).toBe('Versi');
  expect(
    compared.changes[0]?.words.filter(({ change }) => change === 'removed').map(({ text: word }) => word.trim()),
  ).toEqual(['hari']);
  await restoreVersion(writer(), id, { versionId: version?.id ?? 0, version: await versionOf(id) });
  const back = await getPage(writer(), id);
  expect(back.title).toBe('Versi');
  expect(back.writing.blocks.map(({ body }) => body)).toEqual([
    { kind: 'text', spans: [{ text: 'Buka setiap hari.' }] },
  ]);
});

test('readers of English get what is translated, and are told how much is not', async () => {
  const id = await beginPage(writer(), { kind: 'news', topicId, title: 'Dua bahasa' }, [
    text('Satu', 'One'),
    text('Dua'),
  ]);
  await head(id, { titleEn: 'Two languages' });
  await publishPage(writer(), id, { version: await versionOf(id) });
  const english = await viewPage({ ...guest(), locale: 'en' }, { kind: 'news', slug: 'dua-bahasa' });
  expect(english).toMatchObject({
    page: { title: 'Two languages', language: 'en', untranslated: 1, blocks: [{ language: 'en' }, { language: 'id' }] },
  });
});

test('the staff of a library write its own small site alone', async () => {
  const own = (await aLibrary(t.ctx(), 'KEL-SATU')).id;
  const other = (await aLibrary(t.ctx(), 'KEL-DUA')).id;
  const local = writer('Lokal', own);
  const id = await beginPage(local, { kind: 'news', topicId, libraryId: own, title: 'Kabar kelurahan' }, [text('Isi')]);
  expect(await code(beginPage(local, { kind: 'news', topicId, libraryId: other, title: 'Bukan milik kami' }))).toBe(
    'platform.forbidden',
  );
  expect(await code(beginPage(local, { kind: 'news', topicId, title: 'Seluruh kota' }))).toBe('platform.forbidden');
  expect(await code(getPage(writer('Lain', other), id))).toBe('platform.forbidden');
  expect(await code(publishPage(t.ctx({ grants: [] }), id, { version: 0 }))).toBe('platform.forbidden');
  await publishPage(local, id, { version: 0 });
  expect((await listNews(guest(), { libraryId: own, limit: 10 })).news.map(({ title }) => title)).toEqual([
    'Kabar kelurahan',
  ]);
  expect((await listNews(guest(), { libraryId: other, limit: 10 })).news).toEqual([]);
});

test('a book in a text says what is on a shelf now, and leaves the page with its record', async () => {
  const library = (await aLibrary(t.ctx(), 'KEL-BUKU')).id;
  const bibId = await makeBib(t.ctx(), { title: 'Lele dari Halaman', author: 'Agus Prasetyo' });
  await makeItem(t.ctx(), { bibId, libraryId: library });
  const id = await beginPage(writer(), { kind: 'news', topicId, title: 'Bacaan' }, [
    { body: { kind: 'embed', embed: 'record', ref: String(bibId) }, english: null },
    { body: { kind: 'embed', embed: 'record', ref: '9007199254740993' }, english: null },
    { body: { kind: 'embed', embed: 'nothing', ref: 'x' }, english: null },
  ]);
  await publishPage(writer(), id, { version: 0 });
  const shown = await viewPage(guest(), { kind: 'news', slug: 'bacaan' });
  if (!('page' in shown)) throw new Error('it did not move');
  expect([...(shown.page.embeds.get('record') ?? [])].map(([, card]) => [card.title, card.state?.kind])).toEqual([
    ['Lele dari Halaman', 'on'],
  ]);
});

test('a banner stands from its hour until its end, and one that is taken down is gone at once', async () => {
  const now = t.clock.now().getTime();
  const banner = { words: 'Jumat tutup', fromAt: new Date(now - 1000), untilAt: new Date(now + 3_600_000) };
  const id = await putBannerUp(writer(), banner);
  const words = async () => (await standingBanners(guest(), null)).map((one) => one.words);
  expect(await words()).toEqual(['Jumat tutup']);
  await takeBannerDown(writer(), id, 0);
  expect(await words()).toEqual([]);
  expect((await refusal(putBannerUp(writer(), { ...banner, untilAt: banner.fromAt }))).fields).toEqual({
    untilAt: 'before_start',
  });
  expect((await refusal(putBannerUp(writer(), { ...banner, href: 'javascript:alert(1)' }))).fields).toEqual({
    href: 'address',
  });
});

test('a topic that news has or had is not taken away', async () => {
  expect(await code(removeTopic(writer(), topicId))).toBe('site.topic_used');
});

test('two who begin the same title at once get two addresses', async () => {
  const ids = await Promise.all([drafted('Serentak'), drafted('Serentak'), drafted('Serentak')]);
  const slugs = await Promise.all(ids.map(async (id) => (await getPage(writer(), id)).slug));
  expect(new Set(slugs).size).toBe(3);
});

test('titles of other letters, of signs alone and of 200,000 letters', async () => {
  expect((await getPage(writer(), await drafted('漢字'))).slug).toBe('kabar');
  expect((await getPage(writer(), await drafted('!!!'))).slug).toBe('kabar-2');
  expect((await refusal(drafted('a'.repeat(200_000)))).fields).toEqual({ title: 'too_long' });
  expect((await refusal(drafted('nol\0'))).fields).toEqual({ title: 'unstorable' });
});

test('who was asked to read a text reads the one that is published: a later change asks anew', async () => {
  await setSetting(t.ctx(), 'siteSecondPerson', true);
  try {
    const [first, second] = pair;
    const id = await drafted('Berubah sesudah diajukan');
    await submitPage(first, id, await versionOf(id));
    const read = await versionOf(id);
    const [block] = (await getPage(first, id)).writing.blocks;
    await savePageBlock(first, id, { id: block?.id ?? 0, version: 0, ...text('Tidak pernah dibaca.') });
    expect(await code(publishPage(second, id, { version: read }))).toBe('platform.version_conflict');
    expect((await getPage(first, id)).submittedBy).toBe('');
    await submitPage(first, id, await versionOf(id));
    expect(await code(submitPage(second, id, await versionOf(id)))).toBe('site.state_forbids');
  } finally {
    await setSetting(t.ctx(), 'siteSecondPerson', false);
  }
});

test('what waited for its hour and is withdrawn is a draft again, as if nobody had heard of it', async () => {
  const later = new Date(t.clock.now().getTime() + 86_400_000);
  const slug = await published('Batal tampil', { publishAt: later });
  const { pages } = await listPages(writer(), { kind: 'news', states: ['approved'], limit: 100 });
  const id = pages.find((page) => page.slug === slug)?.id ?? 0;
  await withdrawPage(writer(), id, await versionOf(id));
  expect((await getPage(writer(), id)).state).toBe('draft');
  expect(await code(seen(slug))).toBe('site.page_not_found');
});

test('what has ended can be shown again from another hour on', async () => {
  const now = t.clock.now().getTime();
  const id = await drafted('Musiman');
  await publishPage(writer(), id, {
    version: await versionOf(id),
    publishAt: new Date(now - 5000),
    expireAt: new Date(now + 60_000),
  });
  const after = { ...writer(), clock: { ...writer().clock, now: () => new Date(now + 120_000) } };
  const again = new Date(now + 240_000);
  expect(
    (
      await refusal(
        publishPage(after, id, {
          version: await versionOf(id),
          publishAt: new Date(now - 5000),
          expireAt: new Date(now + 60_000),
        }),
      )
    ).fields,
  ).toEqual({ expireAt: 'before_start' });
  await publishPage(after, id, { version: await versionOf(id), publishAt: again });
  expect((await getPage(after, id)).visibility).toBe('scheduled');
});

test('whoever writes the Indonesian side alone leaves the English one as it is', async () => {
  const id = await beginPage(writer(), { kind: 'news', topicId, title: 'Satu sisi' }, [text('Satu', 'One')]);
  const [block] = (await getPage(writer(), id)).writing.blocks;
  await savePageBlock(writer(), id, {
    id: block?.id ?? 0,
    version: 0,
    body: { kind: 'text', spans: [{ text: 'Dua' }] },
  });
  expect((await getPage(writer(), id)).writing.blocks[0]).toMatchObject({
    body: { spans: [{ text: 'Dua' }] },
    english: { spans: [{ text: 'One' }] },
  });
});

test('many parts come in at once or not at all', async () => {
  const id = await drafted('Sekaligus');
  const many = Array.from({ length: 300 }, (_, n) => text(`Bagian ${n}`));
  expect(await code(addPageBlocks(writer(), id, { after: null, blocks: many }))).toBe('content.writing_full');
  expect((await getPage(writer(), id)).writing.blocks).toHaveLength(1);
  expect(await addPageBlocks(writer(), id, { after: null, blocks: many.slice(1) })).toHaveLength(299);
});

test('pictures of another library are not for this one', async () => {
  const [own, other] = [(await aLibrary(t.ctx(), 'KEL-GAMBAR')).id, (await aLibrary(t.ctx(), 'KEL-SEBELAH')).id];
  const file = new Blob([
    await sharp({ create: { width: 40, height: 30, channels: 3, background: '#22386b' } })
      .png()
      .toBuffer(),
  ]);
  const add = async (libraryId: number | null) =>
    addSitePicture(writer(), t.storage, { libraryId, alt: 'Mobil keliling', picture: file });
  const [mine, theirs, all] = [await add(own), await add(other), await add(null)];
  const local = writer('Lokal', own);
  expect((await listSitePictures(local, { limit: 10 })).map(({ id }) => id)).toEqual([all, mine]);
  const id = await beginPage(local, { kind: 'news', topicId, libraryId: own, title: 'Bergambar' });
  const put = async (pictureId: number) =>
    addPageBlock(local, id, { after: null, body: { kind: 'picture', pictureId, alt: 'Mobil' }, english: null });
  expect(await code(put(theirs))).toBe('site.picture_unknown');
  expect(await code(put(999_999))).toBe('site.picture_unknown');
  await put(mine);
  await put(all);
  await publishPage(local, id, { version: 0 });
  const shown = await viewPage(guest(), { kind: 'news', slug: 'bergambar' });
  if (!('page' in shown)) throw new Error('it did not move');
  const formats = [...shown.page.pictures.values()].flatMap(({ files }) =>
    files.map(({ format, width }) => `${format} ${width}`),
  );
  expect(new Set(formats)).toEqual(new Set(['avif 40', 'webp 40', 'jpeg 40']));
});
