import { expect, test } from 'vitest';
import { publishCollection, withdrawCollection } from '#modules/city/collections';
import { aLibrary } from '#modules/people/members/testing';
import { choice, courseHouse } from '../../../../../tests/support/course-house.ts';
import { collectionHouse } from '../../../../../tests/support/collection-house.ts';
import { counted } from '../../../../../tests/support/counted.ts';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { ledgerHouse } from '../../../../../tests/support/ledger-house.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  archivePartner,
  erasePartner,
  getPartner,
  mergePartners,
  sharedWith,
  showTie,
  tiedTo,
  tiePartner,
  tiesOf,
  untiePartner,
} from '../index.ts';
import { saveNamedTie } from '../testing.ts';

const t = useTestDb();
const { programOn } = ledgerHouse(t);
const courses = courseHouse(t);
const collections = collectionHouse(t);
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const libraryId = async (): Promise<number> => (await aLibrary(t.ctx())).id;
const aProgram = async (): Promise<number> => (await programOn(await libraryId(), ['2026-03-04'])).id;
async function aCourse(title: string): Promise<number> {
  const course = await courses.draft(title, [choice()]);
  await courses.publish(course.id);
  return course.id;
}
const aCollection = async (title: string): Promise<number> => (await collections.published(title, ['Buku'])).id;
const named = { namedOn: '2026-11-01' } as const;
const seen = async (programId: number) =>
  (await sharedWith(t.ctx({ kind: 'anonymous' }), { programId })).map(({ name, parts }) => [name, ...parts]);

test('people read with whom a programme, a course and a collection are made, each partner with their parts', async () => {
  const things = {
    program: await aProgram(),
    course: await aCourse('Jualan Lebih Rapi'),
    collection: await aCollection('Usaha rumahan'),
  };
  const [batik, radio] = [
    await aPartner(t, { name: 'Batik', ...named }),
    await aPartner(t, { name: 'Radio', ...named }),
  ];
  const me = keeper(t);
  await tiePartner(me, radio, { programId: things.program, part: 'invites' });
  await tiePartner(me, batik, { programId: things.program, part: 'organises', since: '2024-03-01' });
  await tiePartner(me, batik, { programId: things.program, part: 'speaks' });
  await tiePartner(me, batik, { courseId: things.course, part: 'teaches' });
  await tiePartner(me, batik, { collectionId: things.collection, part: 'gives' });
  expect(await seen(things.program)).toEqual([
    ['Batik', 'organises', 'speaks'],
    ['Radio', 'invites'],
  ]);
  expect(await sharedWith(t.ctx(), { courseId: things.course })).toMatchObject([{ name: 'Batik', parts: ['teaches'] }]);
  expect(await sharedWith(t.ctx(), { collectionId: things.collection })).toMatchObject([{ parts: ['gives'] }]);
  expect((await tiesOf(me, batik)).map(({ title, part, since }) => [title, part, since])).toEqual([
    ['Jualan Lebih Rapi', 'organises', '2024-03-01'],
    ['Jualan Lebih Rapi', 'speaks', null],
    ['Jualan Lebih Rapi', 'teaches', null],
    [null, 'gives', null],
  ]);
});

test('a page that everybody opens asks once for its partners', async () => {
  const [programId, partner] = [await aProgram(), await aPartner(t, named)];
  await tiePartner(keeper(t), partner, { programId, part: 'speaks' });
  const { db, questions, restart } = counted(t.db);
  restart();
  expect(await sharedWith({ db }, { programId })).toHaveLength(1);
  expect(questions()).toBe(1);
});

test('nobody is named who did not agree, whose tie is not shown, or who is archived; staff see them', async () => {
  const programId = await aProgram();
  const me = keeper(t);
  const silent = await aPartner(t, { name: 'Diam' });
  const hidden = await aPartner(t, { name: 'Tersembunyi', ...named });
  const gone = await aPartner(t, { name: 'Arsip', ...named });
  await tiePartner(me, silent, { programId, part: 'funds' });
  const tie = await tiePartner(me, hidden, { programId, part: 'hosts', shown: false });
  await tiePartner(me, gone, { programId, part: 'speaks' });
  await archivePartner(me, gone, 1);
  expect(await seen(programId)).toEqual([]);
  expect((await tiedTo(me, { programId })).map(({ name, isSeen }) => [name, isSeen])).toEqual([
    ['Arsip', false],
    ['Diam', false],
    ['Tersembunyi', false],
  ]);
  // whoever keeps no partners sees beside the programme what everybody reads
  const other = t.ctx({ grants: [{ libraryId: null, permissions: ['programs.manage'] }] });
  expect(await tiedTo(other, { programId })).toEqual([]);
  await showTie(me, tie, true);
  expect(await seen(programId)).toEqual([['Tersembunyi', 'hosts']]);
  expect(await tiedTo(other, { programId })).toMatchObject([{ name: 'Tersembunyi', isSeen: true }]);
  await showTie(me, tie, false);
  expect(await seen(programId)).toEqual([]);
});

test('the same part is not tied twice, also not by two at once; taken back it can be tied again', async () => {
  const [programId, partner, me] = [await aProgram(), await aPartner(t), keeper(t)];
  const held = await holdRow(t, 'partner', partner);
  const both = [1, 2].map(async () => tiePartner(me, partner, { programId, part: 'speaks' }));
  const settled = Promise.allSettled(both);
  await held.waitedFor(2);
  await held.letGo();
  expect((await settled).map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await code(tiePartner(me, partner, { programId, part: 'speaks' }))).toBe('partners.tied_twice');
  const [tie] = await tiesOf(me, partner);
  await showTie(me, tie?.id ?? 0, false);
  await untiePartner(me, tie?.id ?? 0);
  const trace = await t.db
    .selectFrom('auditEvent')
    .select(['action', 'libraryId'])
    .where('entity', '=', 'partner')
    .where('entityId', '=', String(partner))
    .where('action', 'in', ['partner.tied', 'partner.tie_shown', 'partner.untied'])
    .orderBy('id')
    .execute();
  const { libraryId: home } = await getPartner(me, partner);
  expect(trace).toEqual(
    ['partner.tied', 'partner.tie_shown', 'partner.untied'].map((action) => ({ action, libraryId: home })),
  );
  expect(await code(untiePartner(me, tie?.id ?? 0))).toBe('partners.tie_not_found');
  expect(await code(showTie(me, tie?.id ?? 0, true))).toBe('partners.tie_not_found');
  await tiePartner(me, partner, { programId, part: 'speaks' });
});

test('what is not there, is of several things, or lies ahead is refused at its field', async () => {
  const [programId, partner, me] = [await aProgram(), await aPartner(t), keeper(t)];
  const tie = async (input: Parameters<typeof tiePartner>[2]) => code(tiePartner(me, partner, input));
  expect(await tie({ programId: 999_999, part: 'speaks' })).toBe('programs.not_found');
  expect(await tie({ courseId: 999_999, part: 'speaks' })).toBe('partners.thing_not_found');
  expect(await tie({ collectionId: 999_999, part: 'speaks' })).toBe('partners.thing_not_found');
  expect(await tie({ part: 'speaks' })).toBe('platform.invalid_input');
  expect(await tie({ programId, courseId: 1, part: 'speaks' })).toBe('platform.invalid_input');
  expect(await tie({ programId, part: 'speaks', since: '2026-11-26' })).toBe('platform.invalid_input');
  expect(await tie({ programId, part: 'speaks', since: '9999-12-31' })).toBe('platform.invalid_input');
  // whoever may manage programmes sees drafts, people do not
  const both = t.ctx({ grants: [{ libraryId: null, permissions: ['partners.manage', 'programs.manage'] }] });
  for (const state of ['draft', 'review', 'cancelled'] as const) {
    const unseen = await aProgram();
    await t.db
      .updateTable('program')
      .set({ state, cancelReason: state === 'cancelled' ? 'Batal' : '' })
      .where('id', '=', unseen)
      .execute();
    expect(await code(tiePartner(both, partner, { programId: unseen, part: 'speaks' }))).toBe(
      'partners.thing_not_found',
    );
  }
  const draft = await courses.draft('Belum terbit', [choice()]);
  expect(await tie({ courseId: draft.id, part: 'teaches' })).toBe('partners.thing_not_found');
  expect(await code(tiePartner(me, 999_999, { programId, part: 'speaks' }))).toBe('partners.not_found');
  const guest = t.ctx({ kind: 'anonymous' });
  expect(await code(tiePartner(guest, partner, { programId, part: 'speaks' }))).toBe('platform.sign_in_needed');
  const desk = t.ctx({ grants: [{ libraryId: null, permissions: ['programs.manage'] }] });
  expect(await code(tiePartner(desk, partner, { programId, part: 'speaks' }))).toBe('platform.forbidden');
  expect(await code(tiesOf(desk, partner))).toBe('platform.forbidden');
});

test('merging moves every tie, what both had stands once, and nobody is named by the word of another', async () => {
  const [programId, collectionId, me] = [await aProgram(), await aCollection('Bersama'), keeper(t)];
  const keep = await aPartner(t, { name: 'Tetap' });
  const drop = await aPartner(t, { name: 'Pergi', ...named });
  for (const partner of [keep, drop]) await tiePartner(me, partner, { programId, part: 'speaks' });
  await tiePartner(me, drop, { programId, part: 'hosts' });
  await tiePartner(me, drop, { collectionId, part: 'gives' });
  expect(await seen(programId)).toEqual([['Pergi', 'speaks', 'hosts']]);
  const versions = {
    keepVersion: (await getPartner(me, keep)).version,
    dropVersion: (await getPartner(me, drop)).version,
  };
  await mergePartners(me, { keepId: keep, dropId: drop, ...versions });
  expect((await tiesOf(me, drop)).map(({ part }) => part)).toEqual(['speaks', 'hosts', 'gives']);
  expect(await seen(programId)).toEqual([]);
  expect(await code(tiePartner(me, drop, { programId, part: 'funds' }))).toBe('partners.merged');
});

test('a tie goes with what is deleted, and a person who is forgotten is named nowhere', async () => {
  const me = keeper(t);
  const partner = await aPartner(t, { kind: 'person', name: 'Mbah Darmo', ...named });
  const [programId, other] = [await aProgram(), await aProgram()];
  for (const one of [programId, other]) await tiePartner(me, partner, { programId: one, part: 'speaks' });
  await t.db.deleteFrom('programSession').where('programId', '=', other).execute();
  await t.db.deleteFrom('program').where('id', '=', other).execute();
  expect(await tiesOf(me, partner)).toHaveLength(1);
  expect(await seen(programId)).toEqual([['Mbah Darmo', 'speaks']]);
  await erasePartner(me, partner, (await getPartner(me, partner)).version);
  expect(await seen(programId)).toEqual([]);
  expect(await tiedTo(me, { programId })).toMatchObject([{ name: '', isSeen: false }]);
  expect(await tiesOf(me, partner)).toHaveLength(1);
});

test('a collection that is withdrawn keeps its ties until it is shown again', async () => {
  const [collectionId, partner, me] = [await aCollection('Musiman'), await aPartner(t, named), keeper(t)];
  await tiePartner(me, partner, { collectionId, part: 'gives' });
  const maker = collections.maker();
  await withdrawCollection(maker, collectionId, await collections.versionOf(collectionId));
  await publishCollection(maker, collectionId, await collections.versionOf(collectionId));
  expect(await sharedWith(t.ctx(), { collectionId })).toHaveLength(1);
});

test('a tie of a sample is made by names, of every edition of that title, and a name that is nobody is told', async () => {
  const partner = await aPartner(t, { name: 'Radio Uji' });
  for (const day of ['2025-05-06', '2026-05-06']) await programOn(await libraryId(), [day], 'Dongeng Sore Uji');
  const tie = {
    partner: 'Radio Uji',
    program: 'Dongeng Sore Uji',
    course: null,
    part: 'invites',
    since: null,
  } as const;
  const save = async (more: object = {}) =>
    t.db.transaction().execute(async (trx) => saveNamedTie(trx, t.ctx(), { ...tie, ...more }));
  await save();
  expect(await tiesOf(keeper(t), partner)).toHaveLength(2);
  await expect(save({ partner: 'Radio Lain' })).rejects.toThrow('there is no Radio Lain');
});
