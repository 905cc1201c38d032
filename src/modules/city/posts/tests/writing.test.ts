import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { approveCampaign, submitCampaign } from '#modules/city/campaigns';
import { aCampaign } from '#modules/city/campaigns/testing';
import { anAccount } from '#modules/city/channels/testing';
import { searchAudit } from '#modules/ground/audit';
import { makeAccount } from '#modules/ground/identity/testing';
import { setSetting, type Library } from '#modules/ground/libraries';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { getLink, openLink } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  approvePost,
  cancelPost,
  changePost,
  getHabit,
  getPost,
  listPosts,
  makePost,
  restorePost,
  returnPost,
  saveHabit,
  schedulePost,
  submitPost,
  viewCalendar,
  type PostInput,
} from '../index.ts';
import { postsBetween } from '../testing.ts';

const t = useTestDb();
const origin = 'https://perpustakaan.blitarkota.go.id';
let kota: Library;
let turi: Library;
let telegram = 0;
let x = 0;
let of: { dewi: number; retno: number };

beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota Blitar');
  turi = await makeLibrary(t.ctx(), 'KEL-TURI', 'Kelurahan Turi');
  telegram = await anAccount(t, { kind: 'telegram', name: 'Kanal kota', libraryId: kota.id });
  x = await anAccount(t, { kind: 'x', name: 'X kota' });
  of = {
    dewi: (await makeAccount(t, { username: 'dewi', fullName: 'Dewi' })).id,
    retno: (await makeAccount(t, { username: 'retno', fullName: 'Retno' })).id,
  };
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  await t.db.deleteFrom('shortLinkHour').execute();
  await setSetting(t.ctx(), 'siteSecondPerson', true);
});

const dewi = (): Ctx => t.ctx({ id: of.dewi, name: 'Dewi' });
const retno = (): Ctx => t.ctx({ id: of.retno, name: 'Retno' });
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const notice = (more: Partial<PostInput> = {}): PostInput => ({
  ...{
    title: 'Tutup Jumat',
    body: 'Jumat kami tutup pukul 15.00.',
    subject: { kind: 'notice', address: '/perpustakaan' },
  },
  ...{ variants: [{ accountId: telegram }], ...more },
});
const see = async (id: number) => getPost(dewi(), id, { origin });
const at = async (id: number) => ({ version: (await see(id)).version, origin });
const made = async (more: Partial<PostInput> = {}): Promise<number> => makePost(dewi(), kota.id, notice(more));

describe('writing', () => {
  test('a post is judged as each channel counts it', async () => {
    const id = await made({ body: 'a'.repeat(290), variants: [{ accountId: telegram }, { accountId: x }] });
    const [atTelegram, atX] = (await see(id)).deliveries;
    expect(atTelegram?.composed).toMatchObject({ problems: [], most: 4096 });
    expect(atX?.composed).toMatchObject({ problems: ['too_long'], letters: 290 + 2 + 23, most: 280 });
    expect(await refusal(submitPost(dewi(), id, await at(id)))).toMatchObject({
      ...{ code: 'posts.not_ready', params: { count: 1, channels: 'X kota' } },
    });
    const variants = [{ accountId: telegram }, { accountId: x, ownText: 'Jumat tutup 15.00' }];
    await changePost(dewi(), id, { ...notice({ variants }), version: (await see(id)).version });
    await submitPost(dewi(), id, await at(id));
    expect((await see(id)).state).toBe('submitted');
  });

  test('only accounts of the library and of the network can be chosen, each once', async () => {
    const elsewhere = await anAccount(t, { kind: 'telegram', name: 'Kanal Turi', libraryId: turi.id });
    expect(await code(made({ variants: [{ accountId: elsewhere }] }))).toBe('posts.account_not_found');
    expect(await code(made({ variants: [{ accountId: x }, { accountId: x }] }))).toBe('posts.account_not_found');
  });

  test('what nobody can keep or reach is refused with a sentence', async () => {
    for (const more of [
      { title: 'a'.repeat(200_000) },
      { body: 'nul\0' },
      { sendOn: '9999-12-31', sendMinute: 1 },
      { sendOn: '2026-12-01' },
      { pictureId: 4711 },
      { subject: { kind: 'notice' as const, address: 'javascript:alert(1)' } },
    ]) {
      expect(await code(made(more))).toBe('platform.invalid_input');
    }
    expect(await code(made({ subject: { kind: 'program', programId: 4711 } }))).toBe('posts.subject_gone');
  });

  test('of two who change it at once one is told so', async () => {
    const id = await made();
    const { version } = await see(id);
    const both = [1, 2].map(async (nth) =>
      outcome(changePost(dewi(), id, { ...notice({ title: `Tutup ${nth}` }), version })),
    );
    expect((await Promise.all(both)).toSorted()).toEqual(['done', 'platform.version_conflict']);
  });

  test('needs the right at its library', async () => {
    const id = await made();
    const other = t.ctx({ id: of.dewi, grants: [{ libraryId: turi.id, permissions: ['news.edit', 'posts.send'] }] });
    expect(await code(makePost(other, kota.id, notice()))).toBe('platform.forbidden');
    expect(await code(getPost(other, id, { origin }))).toBe('platform.forbidden');
    expect(await code(schedulePost(other, id, { version: 1, origin }))).toBe('platform.forbidden');
    expect((await listPosts(other, { limit: 200 })).data).toEqual([]);
    const writer = t.ctx({ id: of.dewi, grants: [{ libraryId: kota.id, permissions: ['news.edit'] }] });
    expect(await code(approvePost(writer, id, { version: 1, origin }))).toBe('platform.forbidden');
  });
});

test('a calendar shows who writes news which campaigns run, and those that nobody approved to who plans them', async () => {
  const { id } = await aCampaign(t, { name: 'Belum disetujui', fromOn: '2031-03-01', untilOn: '2031-03-09' });
  const march = { from: '2031-03-01', until: '2031-03-31' };
  const named = async (permissions: string[]) =>
    (await viewCalendar(t.ctx({ id: of.dewi, grants: [{ libraryId: null, permissions }] }), march)).campaigns.map(
      ({ name }) => name,
    );
  expect(await named(['news.edit', 'campaigns.manage'])).toEqual(['Belum disetujui']);
  expect(await named(['news.edit'])).toEqual([]);
  await submitCampaign(dewi(), id, 1);
  expect(await named(['news.edit'])).toEqual([]);
  await approveCampaign(retno(), id, 2);
  expect(await named(['news.edit'])).toEqual(['Belum disetujui']);
});

describe('a second person', () => {
  test('says yes; who wrote it or submitted it does not', async () => {
    const id = await made();
    expect(await code(approvePost(retno(), id, await at(id)))).toBe('posts.state_forbids');
    await submitPost(dewi(), id, await at(id));
    expect((await see(id)).needsAnother).toBe(true);
    expect(await code(approvePost(dewi(), id, await at(id)))).toBe('posts.own_approval');
    await approvePost(retno(), id, await at(id));
    expect(await see(id)).toMatchObject({ state: 'approved', submittedBy: 'Dewi', approvedBy: 'Retno' });
  });

  test('reads what goes out: what is changed afterwards is a draft again', async () => {
    const id = await made();
    await submitPost(dewi(), id, await at(id));
    await approvePost(retno(), id, await at(id));
    await schedulePost(dewi(), id, { ...(await at(id)), sendOn: '2026-12-01', sendMinute: 480 });
    await changePost(retno(), id, { ...notice({ body: 'Lain' }), version: (await see(id)).version });
    expect(await see(id)).toMatchObject({ state: 'draft', submittedBy: '', approvedBy: '' });
    expect((await see(id)).deliveries.map(({ state }) => state)).toEqual(['planned']);
    await submitPost(dewi(), id, await at(id));
    expect(await code(approvePost(retno(), id, await at(id)))).toBe('posts.own_approval');
  });

  test('is not asked for where a network is one person', async () => {
    await setSetting(t.ctx(), 'siteSecondPerson', false);
    const id = await made();
    await schedulePost(dewi(), id, await at(id));
    expect(await see(id)).toMatchObject({ state: 'scheduled', approvedBy: 'Dewi' });
  });
});

describe('the hour', () => {
  const approved = async (more: Partial<PostInput> = {}): Promise<number> => {
    const id = await made(more);
    await submitPost(dewi(), id, await at(id));
    await approvePost(retno(), id, await at(id));
    return id;
  };

  test('is one to come, by the clock of the library', async () => {
    const id = await approved();
    expect(await code(schedulePost(dewi(), id, { ...(await at(id)), sendOn: '2026-11-25', sendMinute: 500 }))).toBe(
      'posts.hour_past',
    );
    await schedulePost(dewi(), id, { ...(await at(id)), sendOn: '2026-11-25', sendMinute: 960 });
    expect(await see(id)).toMatchObject({ state: 'scheduled', sendOn: '2026-11-25', sendMinute: 960 });
    const [line] = await postsBetween(dewi(), { from: '2026-11-25', until: '2026-11-25' });
    expect(line?.fates).toEqual([{ fate: 'scheduled', accounts: ['Kanal kota'], kinds: ['telegram'] }]);
    await returnPost(dewi(), id, (await see(id)).version);
    expect((await see(id)).state).toBe('draft');
  });

  test('gives every channel a link of its own, with its campaign; a second time it keeps it', async () => {
    const id = await approved({ campaign: 'tutup', variants: [{ accountId: telegram }, { accountId: x }] });
    await schedulePost(dewi(), id, { ...(await at(id)), sendOn: '2026-12-01', sendMinute: 480 });
    const codes = (await see(id)).deliveries.map(({ linkCode }) => linkCode ?? '');
    expect(new Set(codes).size).toBe(2);
    expect(await openLink(t.ctx(), codes[0] ?? '', true)).toEqual({ kind: 'goes', to: '/perpustakaan' });
    const row = await t.db
      .selectFrom('shortLink')
      .select(['campaign', 'channel', 'place'])
      .where('code', '=', codes[1] ?? '')
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ campaign: 'tutup', channel: 'x', place: 'X kota' });
    expect((await getLink(t.ctx(), codes[1] ?? '')).label).toBe('Tutup Jumat');
    await schedulePost(dewi(), id, { ...(await at(id)), sendOn: '2026-12-02', sendMinute: 480 });
    expect((await see(id)).deliveries.map(({ linkCode }) => linkCode)).toEqual(codes);
  });

  test('at which people open its links is suggested from thirty openings on', async () => {
    const id = await approved();
    await schedulePost(dewi(), id, { ...(await at(id)), sendOn: '2026-12-01', sendMinute: 480 });
    const link = (await see(id)).deliveries[0]?.linkCode ?? '';
    const opened = async (hour: string, times: number): Promise<void> => {
      t.clock.set(`2026-12-01T${hour}:59+07:00`);
      for (let nth = 0; nth < times; nth += 1) await openLink(t.ctx(), link, true);
    };
    await opened('12:05', 9);
    await opened('19:59', 20);
    expect((await getHabit(dewi(), kota.id)).hour).toBeNull();
    await opened('12:40', 1);
    expect(await getHabit(dewi(), kota.id)).toMatchObject({
      hour: { hour: 19, hits: 20, all: 30, since: '2026-09-01' },
      minute: 960,
    });
    expect((await getHabit(t.ctx(), turi.id)).hour).toBeNull();
  });

  test('can be taken back, and brought back', async () => {
    const id = await approved();
    await cancelPost(dewi(), id, (await see(id)).version);
    expect(await code(schedulePost(dewi(), id, await at(id)))).toBe('posts.state_forbids');
    await restorePost(dewi(), id, (await see(id)).version);
    expect((await see(id)).state).toBe('draft');
    const trace = await searchAudit(t.ctx(), { entity: 'post', entityId: String(id), limit: 20 });
    expect(trace.map(({ action }) => action)).toContain('post.cancelled');
  });
});

test('a library keeps its hashtags and its hour; what its links say is said only of enough', async () => {
  expect(await getHabit(dewi(), kota.id)).toEqual({ hashtags: [], minute: 960, version: 0, weekday: null, hour: null });
  await saveHabit(dewi(), kota.id, { hashtags: ['#Blitar dongeng', 'blitar'], minute: 480, version: 0 });
  expect(await getHabit(dewi(), kota.id)).toMatchObject({ hashtags: ['Blitar', 'dongeng'], minute: 480, version: 1 });
  expect(await code(saveHabit(dewi(), kota.id, { hashtags: [], minute: 480, version: 0 }))).toBe(
    'platform.version_conflict',
  );
});
