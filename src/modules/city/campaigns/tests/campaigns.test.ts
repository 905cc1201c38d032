import { beforeEach, describe, expect, test } from 'vitest';
import { searchAudit } from '#modules/ground/audit';
import { makeAccount } from '#modules/ground/identity/testing';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  approveCampaign,
  archiveCampaign,
  campaignChoices,
  campaignOfLink,
  campaignsBetween,
  changeCampaign,
  countCampaigns,
  getCampaign,
  giveBackCampaign,
  listCampaigns,
  noteCost,
  planCampaign,
  removeCost,
  reopenCampaign,
  reportCampaign,
  restoreCampaign,
  submitCampaign,
  takeBackCampaign,
  type CampaignInput,
} from '../index.ts';
import { places } from '../places.ts';
import type { NewCampaign } from '../schema.ts';
import { aCampaign } from '../testing.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const fields = async (work: Promise<unknown>): Promise<object> => (await refusal(work)).fields;
beforeEach(() => t.clock.set(TEST_NOW));

let made = 0;
/** Somebody with an account of their own, who may do these things everywhere, or at a library. */
async function somebody(permissions: string[], libraryId: number | null = null): Promise<Ctx> {
  made += 1;
  const { id, fullName } = await makeAccount(t, { username: `orang-${made}` });
  return t.ctx({ id, name: fullName, grants: [{ libraryId, permissions }] });
}
const PLANS = ['campaigns.manage'];
const HEADS = ['campaigns.manage', 'campaigns.approve'];
const versionOf = async (id: number): Promise<number> => (await getCampaign(t.ctx(), id)).version;

const same: CampaignInput = {
  ...{ name: 'Dongeng Sekota', goal: 'Anak dari tiap kelurahan mendengar dongeng.', measure: 'enrolled' },
  ...{ target: 300, audience: 'Anak 4–8 tahun', fromOn: '2026-11-01', untilOn: '2026-11-30', budget: 4_500_000 },
};
const dongeng: NewCampaign = { ...same, code: '' };
/** A campaign that a second person has approved. */
async function approved(input: Partial<NewCampaign> = {}): Promise<number> {
  const [writer, head] = [await somebody(PLANS), await somebody(HEADS)];
  const id = await planCampaign(writer, null, { ...dongeng, ...input });
  await submitCampaign(writer, id, 1);
  await approveCampaign(head, id, 2);
  return id;
}

describe('planning', () => {
  test('a campaign has a word of its own, made of its name where nobody typed one', async () => {
    const name = 'Tukar Buku Akhir Tahun';
    const first = await planCampaign(t.ctx(), null, { ...dongeng, name });
    const second = await planCampaign(t.ctx(), null, { ...dongeng, name });
    const typed = await planCampaign(t.ctx(), null, { ...dongeng, name, code: 'Tukar Buku 2026!' });
    const codes = [first, second, typed].map(async (id) => (await getCampaign(t.ctx(), id)).code);
    expect(await Promise.all(codes)).toEqual([
      ...['tukar-buku-akhir-tahun', 'tukar-buku-akhir-tahun-2', 'tukar-buku-2026'],
    ]);
    expect(await fields(planCampaign(t.ctx(), null, { ...dongeng, code: 'tukar-buku-2026' }))).toEqual({
      code: 'taken',
    });
    expect(await fields(planCampaign(t.ctx(), null, { ...dongeng, code: '!!!' }))).toEqual({ code: 'invalid' });
  });

  test.for<[Partial<NewCampaign>, object]>([
    [{ name: ' ' }, { name: 'required' }],
    [{ goal: 'a'.repeat(200_000) }, { goal: 'too_long' }],
    [{ goal: 'dongeng\0' }, { goal: 'unstorable' }],
    [{ target: 0 }, { target: 'invalid' }],
    [{ target: 2.5 }, { target: 'invalid' }],
    [{ budget: -1 }, { budget: 'invalid' }],
    [{ budget: 1e15 }, { budget: 'invalid' }],
    [{ untilOn: '2026-10-31' }, { untilOn: 'before_start' }],
    [{ untilOn: '2199-12-31' }, { untilOn: 'day_out_of_reach' }],
    [{ fromOn: '9999-12-31' }, { fromOn: 'day_out_of_reach' }],
  ])('what cannot be is said at its field: %o', async ([input, refused]) => {
    expect(await fields(planCampaign(t.ctx(), null, { ...dongeng, ...input }))).toEqual(refused);
  });

  test('a library plans its own; those of the whole network are read everywhere and changed by who works for all of it', async () => {
    const [kota, turi] = [await aLibrary(t.ctx()), await aLibrary(t.ctx(), 'KEL-TURI')];
    const here = await somebody(PLANS, turi.id);
    const own = await planCampaign(here, turi.id, { ...dongeng, name: 'Turi membaca' });
    const wide = await planCampaign(t.ctx(), null, { ...dongeng, name: 'Kota membaca' });
    const theirs = await planCampaign(t.ctx(), kota.id, { ...dongeng, name: 'Pusat membaca' });
    expect(await code(planCampaign(here, null, dongeng))).toBe('platform.forbidden');
    expect(await code(planCampaign(here, kota.id, dongeng))).toBe('platform.forbidden');
    expect((await getCampaign(here, wide)).mayManage).toBe(false);
    expect(await code(submitCampaign(here, wide, 1))).toBe('platform.forbidden');
    expect(await code(getCampaign(here, theirs))).toBe('platform.forbidden');
    const listed = await listCampaigns(here, { view: 'open', limit: 100 });
    const ids = listed.data.map(({ id }) => id);
    expect([own, wide, theirs].map((id) => ids.includes(id))).toEqual([true, true, false]);
    const choices = (await campaignChoices(here)).map(({ id }) => id);
    expect([own, wide, theirs].map((id) => choices.includes(id))).toEqual([true, true, false]);
    expect(await campaignChoices(t.ctx({ grants: [] }))).toEqual([]);
    expect(await code(listCampaigns(t.ctx({ grants: [] }), { view: 'open', limit: 5 }))).toBe('platform.forbidden');
    expect(await code(getCampaign(t.ctx({ grants: [] }), own))).toBe('platform.forbidden');
    expect(await code(getCampaign(t.ctx(), 987_654_321))).toBe('campaigns.not_found');
  });
});

test('who reads a link finds the campaign that counts it, where they may read that', async () => {
  const [kota, turi] = [await aLibrary(t.ctx()), await aLibrary(t.ctx(), 'KEL-TURI')];
  const here = await somebody(PLANS, turi.id);
  const wide = await aCampaign(t, { name: 'Kota membaca' });
  const own = await aCampaign(t, { name: 'Pusat membaca', libraryId: kota.id });
  const of = async (ctx: Ctx, code: string, libraryId: number) =>
    (await campaignOfLink(ctx, { code, libraryId }))?.name;
  expect(await of(here, wide.code, turi.id)).toBe('Kota membaca');
  expect(await of(t.ctx(), own.code, kota.id)).toBe('Pusat membaca');
  // it counts links of its own library alone
  expect(await of(t.ctx(), own.code, turi.id)).toBeUndefined();
  expect(await of(here, own.code, kota.id)).toBeUndefined();
  expect(await of(t.ctx({ grants: [] }), wide.code, kota.id)).toBeUndefined();
  expect(await of(t.ctx(), '', kota.id)).toBeUndefined();
});

describe('approval', () => {
  test('whoever submitted a campaign does not approve it, whatever they may do; a second person does', async () => {
    const [writer, head] = [await somebody(HEADS), await somebody(HEADS)];
    const id = await planCampaign(writer, null, dongeng);
    expect(await code(approveCampaign(head, id, 1))).toBe('campaigns.state_forbids');
    await submitCampaign(writer, id, 1);
    expect(await getCampaign(writer, id)).toMatchObject({ standing: 'submitted', isOwnSubmission: true });
    expect(await code(approveCampaign(writer, id, 2))).toBe('campaigns.own_approval');
    expect(await code(approveCampaign(await somebody(PLANS), id, 2))).toBe('platform.forbidden');
    await approveCampaign(head, id, 2);
    expect(await getCampaign(writer, id)).toMatchObject({ standing: 'running', version: 3 });
    const [last] = await searchAudit(t.ctx(), { entity: 'campaign', entityId: String(id), limit: 5 });
    expect(last).toMatchObject({ action: 'campaign.approved', after: { name: 'Dongeng Sekota' } });
  });

  test('the database holds that it was a second person', async () => {
    const [writer, head] = [await somebody(HEADS), await somebody(HEADS)];
    const id = await planCampaign(writer, null, dongeng);
    await submitCampaign(writer, id, 1);
    await approveCampaign(head, id, 2);
    const row = await t.db
      .selectFrom('campaign')
      .select(['submittedById', 'approvedById'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const forged = t.db.updateTable('campaign').set({ approvedById: row.submittedById }).where('id', '=', id).execute();
    await expect(forged).rejects.toThrow('campaign_second_person');
  });

  test('it is given back with a reason, which whoever planned it reads until they submit it anew', async () => {
    const [writer, head] = [await somebody(PLANS), await somebody(HEADS)];
    const id = await planCampaign(writer, null, dongeng);
    await submitCampaign(writer, id, 1);
    expect(await fields(giveBackCampaign(head, id, { version: 2, why: ' ' }))).toEqual({ why: 'required' });
    await giveBackCampaign(head, id, { version: 2, why: 'Targetnya terlalu kecil.' });
    expect(await getCampaign(writer, id)).toMatchObject({ state: 'draft', givenBack: 'Targetnya terlalu kecil.' });
    await submitCampaign(writer, id, 3);
    expect(await getCampaign(writer, id)).toMatchObject({ state: 'submitted', givenBack: '' });
    await takeBackCampaign(writer, id, 4);
    expect(await getCampaign(writer, id)).toMatchObject({ state: 'draft', submittedBy: '' });
  });

  test('another target is another campaign and is approved anew; another name is not', async () => {
    const id = await approved();
    expect(await changeCampaign(t.ctx(), id, { ...same, name: 'Dongeng Sekota 2026', version: 3 })).toEqual({
      isAgainDraft: false,
    });
    expect(await getCampaign(t.ctx(), id)).toMatchObject({ standing: 'running', name: 'Dongeng Sekota 2026' });
    expect(await changeCampaign(t.ctx(), id, { ...same, target: 400, version: 4 })).toEqual({ isAgainDraft: true });
    expect(await getCampaign(t.ctx(), id)).toMatchObject({ standing: 'draft', approvedBy: '', submittedBy: '' });
    expect(await code(changeCampaign(t.ctx(), id, { ...same, version: 4 }))).toBe('platform.version_conflict');
  });

  test('who changes it while somebody approves it is told; nothing is approved that nobody read', async () => {
    const [writer, head] = [await somebody(PLANS), await somebody(HEADS)];
    const id = await planCampaign(writer, null, dongeng);
    await submitCampaign(writer, id, 1);
    const held = await holdRow(t, 'campaign', id);
    const both = [
      outcome(approveCampaign(head, id, 2)),
      outcome(changeCampaign(writer, id, { ...same, budget: 90_000_000, version: 2 })),
    ];
    await held.waitedFor(2);
    await held.letGo();
    expect((await Promise.all(both)).toSorted()).toEqual(['done', 'platform.version_conflict']);
    const { state, budget } = await getCampaign(t.ctx(), id);
    expect([state, budget]).toEqual(state === 'approved' ? ['approved', 4_500_000] : ['draft', 90_000_000]);
  });

  test('two who plan a campaign with the same word at once: one has it', async () => {
    const twice = [1, 2].map(async () => outcome(planCampaign(t.ctx(), null, { ...dongeng, code: 'serentak' })));
    expect((await Promise.all(twice)).toSorted()).toEqual(['done', 'platform.invalid_input']);
  });
});

describe('its life', () => {
  test('what is over waits for its report, which closes it; taken back, it is written again', async () => {
    const id = await approved();
    const report = { worked: 'Warung lebih laku daripada Instagram.', nextTime: 'Mulai sebelum libur.' };
    expect(await code(reportCampaign(t.ctx(), id, { ...report, version: 3 }))).toBe('campaigns.not_over');
    // half past midnight in Blitar, still the last day in Greenwich
    t.clock.set('2026-12-01T00:30:00+07:00');
    expect(await getCampaign(t.ctx(), id)).toMatchObject({ standing: 'over' });
    await reportCampaign(t.ctx(), id, { ...report, version: 3 });
    expect(await getCampaign(t.ctx(), id)).toMatchObject({ standing: 'reported', ...report });
    expect(await code(noteCost(t.ctx(), id, { onDay: '2026-11-25', what: 'Cetak', amount: 1, version: 4 }))).toBe(
      'campaigns.state_forbids',
    );
    await reopenCampaign(t.ctx(), id, 4);
    expect(await getCampaign(t.ctx(), id)).toMatchObject({ standing: 'over', ...report });
  });

  test('costs are noted as they come, and what nobody spent yet is not', async () => {
    const { id } = await aCampaign(t);
    const print = { onDay: '2026-11-20', what: 'Cetak poster A3', amount: 350_000, reach: 900 };
    const cost = await noteCost(t.ctx(), id, { ...print, version: 1 });
    await noteCost(t.ctx(), id, { ...print, amount: 0, reach: null, version: 2 });
    expect(await getCampaign(t.ctx(), id)).toMatchObject({ spent: 350_000, costs: [print, { reach: null }] });
    expect(await fields(noteCost(t.ctx(), id, { ...print, onDay: '2026-11-26', version: 3 }))).toEqual({
      onDay: 'date_in_future',
    });
    expect(await fields(noteCost(t.ctx(), id, { ...print, amount: -1, version: 3 }))).toEqual({ amount: 'invalid' });
    const other = await aCampaign(t);
    expect(await code(removeCost(t.ctx(), other.id, { cost, version: 1 }))).toBe('campaigns.cost_not_found');
    await removeCost(t.ctx(), id, { cost, version: 3 });
    expect(await getCampaign(t.ctx(), id)).toMatchObject({ spent: 0, costs: [{ amount: 0 }] });
    const [last] = await searchAudit(t.ctx(), { entity: 'campaign', entityId: String(id), limit: 5 });
    expect(last).toMatchObject({ action: 'campaign.cost_removed', before: { what: 'Cetak poster A3' } });
  });

  test('what is put away leaves lists, calendars and choices, and comes back as it was', async () => {
    const { id } = await aCampaign(t, { name: 'Disimpan', fromOn: '2031-01-10', untilOn: '2031-01-20' });
    const inJanuary = async () => campaignsBetween(t.db, null, '2031-01-20', '2031-01-31');
    expect(await inJanuary()).toMatchObject([
      { id, name: 'Disimpan', from: '2031-01-10', until: '2031-01-20', href: `/staf/kabar/kampanye/${id}` },
    ]);
    const before = await countCampaigns(t.ctx());
    await archiveCampaign(t.ctx(), id, 1);
    expect(await inJanuary()).toEqual([]);
    expect((await campaignChoices(t.ctx())).some((one) => one.id === id)).toBe(false);
    expect(await countCampaigns(t.ctx())).toEqual({ ...before, open: before.open - 1, archived: before.archived + 1 });
    expect(await code(submitCampaign(t.ctx(), id, 2))).toBe('campaigns.archived');
    await restoreCampaign(t.ctx(), id, 2);
    expect(await countCampaigns(t.ctx())).toEqual(before);
    expect(await campaignsBetween(t.db, null, '2031-01-21', '2031-01-31')).toEqual([]);
    expect(await campaignsBetween(t.db, null, '2031-01-01', '2031-01-10')).toHaveLength(1);
  });

  test('who approves is told what waits, and who plans what ended without a report, each of their own libraries', async () => {
    const [submitted, unreported] = places[0]?.waits ?? [];
    if (!submitted || !unreported) throw new Error('both wait');
    const kota = await aLibrary(t.ctx());
    const turi = await aLibrary(t.ctx(), 'KEL-TURI');
    const writer = await somebody(PLANS);
    const waiting = async (libraryIds: number[]) => (await submitted.count(t.ctx(), libraryIds)).count;
    const before = await waiting([turi.id]);
    const id = await planCampaign(writer, turi.id, { ...dongeng, name: 'Menunggu' });
    await submitCampaign(writer, id, await versionOf(id));
    expect(await waiting([turi.id])).toBe(before + 1);
    expect(await waiting([kota.id])).toBe(0);
    await approveCampaign(await somebody(HEADS), id, await versionOf(id));
    expect(await waiting([turi.id])).toBe(before);
    const late = async () => unreported.count(t.ctx(), [turi.id]);
    expect((await late()).count).toBe(0);
    t.clock.set('2026-12-01T09:00:00+07:00');
    expect(await late()).toEqual({ count: 1, since: new Date('2026-12-01T00:00:00+07:00') });
  });
});
