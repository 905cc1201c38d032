import { beforeAll, expect, test } from 'vitest';
import { addPlaces, archivePoster, getPoster, makePoster, viewChain } from '#modules/city/posters';
import { tiePartner } from '#modules/city/partners';
import { getBib, mergeBibs, setBibHidden } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { changeState, enrol, getProgram } from '#modules/community/programs';
import { makeAttendance, makeParticipant, makeProgram } from '#modules/community/programs/testing';
import type { Library } from '#modules/ground/libraries';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { openLink } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import { collectionHouse } from '../../../../../tests/support/collection-house.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { addThing, campaignFigures, campaignPdf, campaignTable, getCampaign, noteCost, removeThing } from '../index.ts';
import type { ThingKind } from '../client.ts';
import { panels } from '../panels.ts';
import { aCampaign } from '../testing.ts';

const t = useTestDb();
const house = collectionHouse(t);
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
let kota: Library;
let turi: Library;
let made = 0;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota Blitar');
  turi = await makeLibrary(t.ctx(), 'KEL-TURI', 'Kelurahan Turi');
});

const versionOf = async (id: number): Promise<number> => (await getCampaign(t.ctx(), id)).version;
const figures = async (id: number) => campaignFigures(t.ctx(), id);
const add = async (id: number, kind: ThingKind, thingId: number): Promise<number> =>
  addThing(t.ctx(), id, { kind, thingId, version: await versionOf(id) });
const spend = async (id: number, amount: number, reach: number | null = null): Promise<number> =>
  noteCost(t.ctx(), id, { onDay: '2026-11-20', what: 'Cetak', amount, reach, version: await versionOf(id) });

/** A poster of a programme with the word of a campaign, at one place; `come` enrols people by its code, some of whom come. */
async function poster(campaign: string, place: string, { at = kota.id, programId = 0 } = {}) {
  const program = programId === 0 ? await makeProgram(t.ctx(), at) : { id: programId, sessionIds: [] };
  const [sessionId = 0] = program.sessionIds;
  const id = await makePoster(t.ctx(), at, {
    ...{ subject: { kind: 'program', programId: program.id }, template: 'night', format: 'a4', campaign },
    words: { title: 'Kancil dari kali', call: 'Daftar di sini' },
  });
  await addPlaces(t.ctx(), id, [{ name: place }]);
  const link = (await getPoster(t.ctx(), id)).places[0]?.code ?? '';
  const come = async (enrolled: number, came = 0): Promise<void> => {
    for (let nth = 0; nth < enrolled; nth += 1) {
      made += 1;
      const who = { name: `Tamu ${made}`, contact: `t${made}@example.org` };
      const one = await enrol(t.ctx({ kind: 'anonymous' }), { programId: program.id, ...who, cameBy: link });
      if (nth < came) await makeAttendance(t.ctx(), sessionId, one.id);
    }
  };
  const open = async (times: number): Promise<void> => {
    for (let nth = 0; nth < times; nth += 1) await openLink(t.ctx(), link, true);
  };
  return { id, programId: program.id, sessionId, link, come, open };
}

test('from the poster to those who came: all posters together, by channel and by place', async () => {
  const { id, code: word } = await aCampaign(t, { target: 40 });
  const [warung, pasar] = [await poster(word, 'Warung Turi'), await poster(word, 'Pasar Legi')];
  await poster('lain', 'Stasiun');
  await warung.open(5);
  await pasar.open(2);
  await warung.come(12, 11);
  await pasar.come(14, 10);
  await spend(id, 500_000, 4812);
  const found = await figures(id);
  expect(found).toMatchObject({
    ...{ seen: 4812, opened: 7, spent: 500_000, measure: 'enrolled', target: 40, reached: 26, percent: 65 },
    chain: { enrolled: 26, attended: 21, withCard: null, firstLoans: null },
    channels: [{ channel: 'wall', opened: 7, links: 2 }],
    each: { seen: 104, opened: 71_429, enrolled: 19_231, attended: 23_810, present: null },
  });
  expect(found.links.map(({ place, opened }) => [place, opened])).toEqual([
    ['Warung Turi', 5],
    ['Pasar Legi', 2],
  ]);
  expect(found.posters).toEqual([
    { id: pasar.id, libraryId: kota.id, title: 'Kancil dari kali', archived: false, opened: 2 },
    { id: warung.id, libraryId: kota.id, title: 'Kancil dari kali', archived: false, opened: 5 },
  ]);
});

test('a poster of few is not told, and does not come out by what the other posters tell', async () => {
  const { id, code: word } = await aCampaign(t);
  const [large, small] = [await poster(word, 'Halte'), await poster(word, 'Gang')];
  await small.come(3, 3);
  expect((await figures(id)).chain).toEqual({ enrolled: null, attended: null, withCard: null, firstLoans: null });
  await large.come(13, 12);
  const told = (await viewChain(t.ctx(), large.id)).steps;
  expect(told).toMatchObject({ enrolled: 13, attended: 12 });
  expect((await figures(id)).chain).toMatchObject({ enrolled: 13, attended: 12 });
  // put away, it still was of the campaign
  await small.come(7);
  await archivePoster(t.ctx(), small.id, 1);
  expect((await figures(id)).chain).toMatchObject({ enrolled: 23, attended: 12 });
});

test('what nobody may know costs nothing that could be reckoned back', async () => {
  const { id, code: word } = await aCampaign(t);
  const one = await poster(word, 'Halte');
  await one.come(9, 9);
  await spend(id, 90_000);
  expect(await figures(id)).toMatchObject({ reached: null, percent: null, each: { enrolled: null, attended: null } });
  expect(JSON.stringify(await campaignTable(t.ctx(), id))).not.toContain('10000');
});

test('a campaign of a library counts links of that library alone; of the network all of them', async () => {
  const own = await aCampaign(t, { libraryId: turi.id });
  const [here, there] = [await poster(own.code, 'Turi', { at: turi.id }), await poster(own.code, 'Kota')];
  await here.open(2);
  await there.open(3);
  expect((await figures(own.id)).opened).toBe(2);
  const wide = await aCampaign(t);
  for (const at of [turi.id, kota.id]) await (await poster(wide.code, 'Sini', { at })).open(1);
  expect((await figures(wide.id)).opened).toBe(2);
});

test('who came to what it promotes is told whole, unless those without a code are few', async () => {
  const { id, code: word } = await aCampaign(t, { measure: 'present', target: 20 });
  const one = await poster(word, 'Halte');
  await add(id, 'program', one.programId);
  await one.come(11, 11);
  expect(await figures(id)).toMatchObject({ present: 11, reached: 11, percent: 55 });
  const walkIn = async (): Promise<void> => {
    const guest = await makeParticipant(t.ctx(), one.programId);
    await makeAttendance(t.ctx(), one.sessionId, guest.id);
  };
  await walkIn();
  expect(await figures(id)).toMatchObject({ present: null, chain: { attended: 11 } });
  for (let nth = 0; nth < 9; nth += 1) await walkIn();
  expect(await figures(id)).toMatchObject({ present: 21, percent: 105 });
});

test('who came without a code does not come out by what one poster of several tells', async () => {
  const { id, code: word } = await aCampaign(t, { measure: 'present', target: 20 });
  const [one, other] = [await poster(word, 'Halte'), await poster(word, 'Pasar')];
  await one.come(12, 12);
  await other.come(13, 13);
  await add(id, 'program', one.programId);
  const walkIn = async (): Promise<void> => {
    const guest = await makeParticipant(t.ctx(), one.programId);
    await makeAttendance(t.ctx(), one.sessionId, guest.id);
  };
  await walkIn();
  expect((await viewChain(t.ctx(), one.id)).steps).toMatchObject({ attended: 12 });
  expect(await figures(id)).toMatchObject({ present: null, reached: null, chain: { attended: 25 } });
  for (let nth = 0; nth < 9; nth += 1) await walkIn();
  expect(await figures(id)).toMatchObject({ present: 22, reached: 22 });
});

test('what it promotes is shown as it is now; what is withdrawn or gone says so and keeps its name', async () => {
  const { id } = await aCampaign(t);
  const { id: programId } = await makeProgram(t.ctx(), kota.id, { program: { title: 'Dongeng Sore' } });
  const bibId = await makeBib(t.ctx(), { title: 'Kancil Mencuri Timun' });
  const { id: collectionId } = await house.published('Dongeng dari Blitar', ['Timun Mas']);
  for (const [kind, thing] of [
    ['program', programId],
    ['record', bibId],
    ['collection', collectionId],
  ] as const)
    await add(id, kind, thing);
  const shown = async () =>
    (await getCampaign(t.ctx(), id)).things.map(({ kind, title, state, href }) => [kind, title, state, href]);
  const { slug } = await getProgram(t.ctx(), programId);
  expect(await shown()).toEqual([
    ['program', 'Dongeng Sore', 'open', `/kegiatan/${slug}`],
    ['record', 'Kancil Mencuri Timun', 'open', `/katalog/${bibId}`],
    ['collection', 'Dongeng dari Blitar', 'open', '/koleksi-pilihan/dongeng-dari-blitar'],
  ]);
  expect(await code(add(id, 'record', bibId))).toBe('campaigns.thing_listed');
  expect(await code(add(id, 'course', 987_654_321))).toBe('campaigns.thing_unknown');
  expect(await code(add(id, 'program', 987_654_321))).toBe('campaigns.thing_unknown');
  await changeState(t.ctx(), programId, 'cancelled', 'Hujan');
  await setBibHidden(t.ctx(), { id: bibId, hidden: true, version: (await getBib(t.ctx(), bibId)).version });
  expect((await shown()).map(([kind, , state]) => [kind, state])).toEqual([
    ['program', 'unseen'],
    ['record', 'unseen'],
    ['collection', 'open'],
  ]);
  await t.db.deleteFrom('curatedRecord').where('collectionId', '=', collectionId).execute();
  await t.db.deleteFrom('curatedCollection').where('id', '=', collectionId).execute();
  expect((await shown()).at(-1)).toEqual(['collection', 'Dongeng dari Blitar', 'gone', null]);
  const thing = (await getCampaign(t.ctx(), id)).things.at(-1)?.id ?? 0;
  await removeThing(t.ctx(), id, { thing, version: await versionOf(id) });
  expect(await shown()).toHaveLength(2);
  const again = removeThing(t.ctx(), id, { thing, version: await versionOf(id) });
  expect(await code(again)).toBe('campaigns.thing_not_found');
});

test('a record that is merged is promoted as the one that stays, once', async () => {
  const { id } = await aCampaign(t);
  const [keepId, dropId] = [await makeBib(t.ctx(), { title: 'Tetap' }), await makeBib(t.ctx(), { title: 'Digabung' })];
  for (const bibId of [keepId, dropId]) await add(id, 'record', bibId);
  const [keep, drop] = [await getBib(t.ctx(), keepId), await getBib(t.ctx(), dropId)];
  await mergeBibs(t.ctx(), { keepId, keepVersion: keep.version, dropId, dropVersion: drop.version });
  expect((await getCampaign(t.ctx(), id)).things).toMatchObject([{ thingId: keepId, title: 'Tetap', state: 'open' }]);
});

test('partners of what it promotes stand with it, for who keeps partners', async () => {
  const { id } = await aCampaign(t);
  const { id: programId } = await makeProgram(t.ctx(), kota.id);
  const partnerId = await aPartner(t, { name: 'Paguyuban Pendongeng' });
  await tiePartner(keeper(t), partnerId, { programId, part: 'speaks' });
  await add(id, 'program', programId);
  expect((await getCampaign(t.ctx(), id)).partners).toEqual([{ partnerId, name: 'Paguyuban Pendongeng' }]);
  // they did not agree to be named
  const planner: Ctx = t.ctx({ grants: [{ libraryId: null, permissions: ['campaigns.manage'] }] });
  expect((await getCampaign(planner, id)).partners).toEqual([]);
});

test('who looks after a programme or a record reads which campaigns promote it, where they may read campaigns', async () => {
  const { id } = await aCampaign(t, { name: 'Dongeng Sekota' });
  const { id: programId } = await makeProgram(t.ctx(), kota.id);
  const bibId = await makeBib(t.ctx(), { title: 'Timun Mas' });
  await add(id, 'program', programId);
  await add(id, 'record', bibId);
  const [panel] = panels;
  if (!panel) throw new Error('there is one');
  for (const page of [
    { page: 'program', id: programId },
    { page: 'bib', id: bibId },
  ] as const) {
    const [part] = await panel.show(t.ctx(), page);
    expect(part?.lines).toMatchObject([{ words: 'Dongeng Sekota', href: `/staf/kabar/kampanye/${id}` }]);
    expect(await panel.show(t.ctx({ grants: [] }), page)).toEqual([]);
  }
  expect(await panel.show(t.ctx(), { page: 'library', id: kota.id })).toEqual([]);
});

test('the report is printed in both languages', async () => {
  const { id, code: word } = await aCampaign(t, {
    name: 'Dongeng Sekota',
    goal: 'Anak mendengar dongeng.\nDi tiap kelurahan.',
  });
  await (await poster(word, 'Warung Turi')).open(3);
  await spend(id, 350_000, 1200);
  for (const locale of ['id', 'en'] as const) {
    const { fileName, body } = await campaignPdf(t.ctx(), { root: process.cwd() }, { id, locale });
    expect(fileName).toBe(`kampanye-${word}-${locale}.pdf`);
    expect(Buffer.from(body.subarray(0, 5)).toString()).toBe('%PDF-');
  }
  const rows = await campaignTable(t.ctx(), id);
  expect(rows.filter(([part]) => part === 'Tautan')).toEqual([['Tautan', 'Kancil dari kali · Warung Turi', 3, null]]);
});
