import { expect, test } from 'vitest';
import { addSpeaker, removeSession, removeSpeaker } from '#modules/community/programs';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { aContribution, aGift, aTalk, said } from '../../../../../tests/support/contribution-house.ts';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addPerson,
  changeContribution,
  contributionsOf,
  countContributions,
  erasePartner,
  erasePerson,
  getContribution,
  getPartner,
  listContributions,
  mergePartners,
  noteContribution,
  receiveContribution,
  restoreContribution,
  tieChoices,
  voidContribution,
  type ContributionInput,
} from '../index.ts';
import { prospectRetention } from '../personal-data.ts';
import { places } from '../places.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const fields = async (work: Promise<unknown>): Promise<object> => (await refusal(work)).fields;
const get = async (id: number) => getContribution(keeper(t), id);
const ever = { from: '2000-01-01', until: '2100-12-31' };
const asOf = (now: string): Ctx => ({ ...keeper(t), clock: { now: () => new Date(now) } });

test('what was promised counts when it has come, on the day on which it came', async () => {
  const partnerId = await aPartner(t);
  const id = await aContribution(t, { partnerId, state: 'promised', fromOn: '2026-12-10' });
  expect((await contributionsOf(keeper(t), partnerId, ever)).count).toBe(0);
  expect(await fields(receiveContribution(keeper(t), id, { version: 1 }))).toEqual({ untilOn: 'date_in_future' });
  const early = receiveContribution(keeper(t), id, { version: 1, untilOn: '2026-11-25' });
  expect(await fields(early)).toEqual({ untilOn: 'before_start' });
  await receiveContribution(keeper(t), id, { version: 1, fromOn: '2026-11-25' });
  expect(await get(id)).toMatchObject({ state: 'received', fromOn: '2026-11-25', untilOn: '2026-11-25', version: 2 });
  expect(await contributionsOf(keeper(t), partnerId, ever)).toMatchObject({ count: 1, value: 3_500_000 });
  expect(await code(receiveContribution(keeper(t), id, { version: 2 }))).toBe('partners.contribution_forbids');
});

test('today is a day of the library, not of Greenwich', async () => {
  const late = { by: asOf('2026-11-25T17:30:00Z'), fromOn: '2026-11-26' };
  expect(await get(await aContribution(t, late))).toMatchObject({ fromOn: '2026-11-26' });
  expect(await fields(aContribution(t, { fromOn: '2026-11-26' }))).toEqual({ untilOn: 'date_in_future' });
});

test.for<[Partial<ContributionInput>, object]>([
  [{ fromOn: null }, { fromOn: 'required' }],
  [{ untilOn: '2026-11-19' }, { untilOn: 'before_start' }],
  [{ fromOn: '9999-12-31' }, { fromOn: 'day_out_of_reach' }],
  [{ what: '' }, { what: 'required' }],
  [{ what: 'a\0b' }, { what: 'unstorable' }],
  [{ what: 'x'.repeat(200_000) }, { what: 'too_long' }],
  [{ evidence: '\ud800' }, { evidence: 'unstorable' }],
  [{ value: null }, { value: 'required' }],
  [{ value: -1 }, { value: 'invalid' }],
  [{ value: 1_000_000_000_001 }, { value: 'invalid' }],
  [{ valuedBy: 'market', valueBasis: 'toko' }, { valuedBy: 'invalid' }],
  [{ kind: 'food', valuedBy: 'market' }, { valueBasis: 'required' }],
  [{ kind: 'food', valuedBy: 'none' }, { value: 'invalid' }],
  [{ quantity: 3, unit: 'pieces' }, { unit: 'invalid' }],
  [{ kind: 'food', quantity: 3 }, { unit: 'required' }],
  [{ kind: 'food', unit: 'portions' }, { quantity: 'required' }],
  [{ kind: 'food', quantity: 1_000_001, unit: 'portions' }, { quantity: 'invalid' }],
  [{ donationId: 1 }, { donationId: 'invalid' }],
  [{ kind: 'books', donationId: 999_999 }, { donationId: 'unknown' }],
  [{ kind: 'hours', sessionId: 1 }, { sessionId: 'invalid' }],
  [{ kind: 'speaker', sessionId: 1 }, { speakerId: 'required' }],
  [{ kind: 'speaker', speakerId: 1 }, { speakerId: 'invalid' }],
  [{ kind: 'venue', sessionId: 999_999 }, { sessionId: 'unknown' }],
  [{ programId: 999_999 }, { programId: 'unknown' }],
])('what cannot be kept of a contribution is refused at its field: %j', async ([wrong, at]) => {
  expect(await fields(aContribution(t, wrong))).toEqual(at);
});

test('books of a gift are those that the library keeps, whatever is typed, and each gift counts once', async () => {
  const [one, other] = [await aPartner(t, { name: 'Koperasi Turi' }), await aPartner(t)];
  const donationId = await aGift(t, 36);
  const books = { kind: 'books', donationId, what: 'Buku batik', value: 2_880_000, fromOn: null } as const;
  expect(await fields(aContribution(t, { ...books, quantity: 99, unit: 'copies' }))).toEqual({ quantity: 'invalid' });
  const id = await aContribution(t, { ...books, partnerId: one });
  expect(await get(id)).toMatchObject({
    quantity: 36,
    unit: 'copies',
    fromOn: '2026-11-18',
    loans: 0,
    thanksAtGift: true,
  });
  const again = await refusal(aContribution(t, { ...books, partnerId: other }));
  expect([again.code, again.fields]).toEqual(['partners.contribution_taken', { donationId: 'taken' }]);
  expect((await contributionsOf(keeper(t), one, ever)).kinds).toEqual([
    { kind: 'books', count: 1, value: 2_880_000, unvalued: 0, quantities: [{ unit: 'copies', quantity: 36 }] },
  ]);
  // what does not count any more can be given by somebody else, and then not by the first
  await voidContribution(keeper(t), id, { version: 1, reason: 'Salah mitra' });
  await aContribution(t, { ...books, partnerId: other });
  expect(await code(restoreContribution(keeper(t), id, 2))).toBe('partners.contribution_taken');
  expect((await contributionsOf(keeper(t), one, ever)).count).toBe(0);
});

test('two desks that note the same gift at once note it once', async () => {
  const donationId = await aGift(t, 2);
  const [one, other] = [await aPartner(t), await aPartner(t)];
  const books = { kind: 'books', donationId, what: 'Buku', fromOn: null } as const;
  // both stand at the gift at the same time, each on a connection of its own
  const held = await holdRow(t, 'donation', donationId);
  const work = [one, other].map(async (partnerId) => outcome(aContribution(t, { ...books, partnerId })));
  await held.waitedFor(2);
  await held.letGo();
  expect((await Promise.all(work)).toSorted()).toEqual(['done', 'partners.contribution_taken']);
});

test('a gift to another library is none of this one', async () => {
  const elsewhere = await aLibrary(t.ctx(), 'BENDO');
  const donationId = await aGift(t, 1, elsewhere.id);
  expect(await fields(aContribution(t, { kind: 'books', donationId }))).toEqual({ donationId: 'unknown' });
});

test('a speaker gives the hours of the session, and the room of it is another gift; each once', async () => {
  const { programId, sessionId, speakerId } = await aTalk(t);
  const spoke = { kind: 'speaker', sessionId, speakerId, what: 'Narasumber', fromOn: null } as const;
  const id = await aContribution(t, spoke);
  expect(await get(id)).toMatchObject({
    ...{ quantity: 3, unit: 'hours', fromOn: '2026-11-24', programId, speaker: 'Sri Lestari', people: 0 },
  });
  const room = { kind: 'venue', sessionId, what: 'Aula', fromOn: null, valuedBy: 'none', value: null } as const;
  await aContribution(t, room);
  expect(await fields(aContribution(t, spoke))).toEqual({ speakerId: 'taken' });
  expect(await fields(aContribution(t, room))).toEqual({ sessionId: 'taken' });
  const stranger = await aTalk(t);
  expect(await fields(aContribution(t, { ...spoke, speakerId: stranger.speakerId }))).toEqual({ speakerId: 'unknown' });
});

test('a speaker who was taken out gives no hours, and one who is put back is not counted twice', async () => {
  const { programId, sessionId, speakerId } = await aTalk(t);
  const spoke = { kind: 'speaker', sessionId, what: 'Narasumber', fromOn: null } as const;
  const offered = async () => {
    const { id: libraryId } = await aLibrary(t.ctx());
    const { sessions } = await tieChoices(keeper(t), { libraryId, kind: 'speaker', asked: 'lestari' });
    return sessions.filter((one) => one.sessionId === sessionId).map((one) => one.speakerId);
  };
  const promised = await aContribution(t, { ...spoke, speakerId, state: 'promised' });
  await removeSpeaker(t.ctx(), speakerId);
  const coming = receiveContribution(keeper(t), promised, { version: 1 });
  expect(await fields(coming)).toEqual({ speakerId: 'unknown' });
  // put back, they have another number
  const again = await addSpeaker(t.ctx(), programId, { name: 'Sri Lestari' });
  await t.db.insertInto('programSessionSpeaker').values({ sessionId, speakerId: again }).execute();
  expect(await offered()).toEqual([]);
  expect(await fields(aContribution(t, { ...spoke, speakerId: again }))).toEqual({ speakerId: 'taken' });
  await voidContribution(keeper(t), promised, { version: 1, reason: 'Narasumber diganti' });
  expect(await offered()).toEqual([again]);
  await aContribution(t, { ...spoke, speakerId: again });
  expect(await fields(restoreContribution(keeper(t), promised, 2))).toEqual({ speakerId: 'taken' });
});

test('a speaker who was taken out is in the way of no other of the session who is named already', async () => {
  const { programId, sessionId, speakerId } = await aTalk(t);
  const other = await addSpeaker(t.ctx(), programId, { name: 'Dewi Anggraini' });
  await t.db.insertInto('programSessionSpeaker').values({ sessionId, speakerId: other }).execute();
  const spoke = { kind: 'speaker', sessionId, what: 'Narasumber', fromOn: null, state: 'promised' } as const;
  await aContribution(t, { ...spoke, speakerId });
  const id = await aContribution(t, { ...spoke, speakerId: other });
  await removeSpeaker(t.ctx(), speakerId);
  const { id: libraryId } = await aLibrary(t.ctx());
  const asked = { libraryId, kind: 'speaker', asked: 'anggraini' } as const;
  expect((await tieChoices(keeper(t), { ...asked, besides: id })).sessions).toMatchObject([{ speakerId: other }]);
  const changed = await said(t, { ...spoke, speakerId: other, what: 'Narasumber batik' });
  await changeContribution(keeper(t), id, { ...changed, version: 1 });
  await receiveContribution(keeper(t), id, { version: 2 });
  expect(await get(id)).toMatchObject({ state: 'received', speaker: 'Dewi Anggraini', what: 'Narasumber batik' });
});

test('a change leaves in the trace how much it was and where it went, at both libraries', async () => {
  const [here, there] = [await aLibrary(t.ctx()), await aLibrary(t.ctx(), 'LAWU')];
  const food = { kind: 'food', what: 'Nasi kotak Bu Wagiyem', quantity: 40, unit: 'portions' } as const;
  const id = await aContribution(t, food);
  const moved = await said(t, { ...food, quantity: 60, libraryId: there.id });
  await changeContribution(keeper(t), id, { ...moved, version: 1 });
  const trace = await t.db
    .selectFrom('auditEvent')
    .selectAll()
    .where('action', '=', 'contribution.changed')
    .where('entityId', '=', String(id))
    .orderBy('libraryId')
    .execute();
  expect(trace.map(({ libraryId }) => libraryId)).toEqual([here.id, there.id].toSorted((a, b) => a - b));
  for (const { before, after } of trace) {
    expect(before).toMatchObject({ libraryId: here.id, quantity: 40, unit: 'portions', sessionId: null });
    expect(after).toMatchObject({ libraryId: there.id, quantity: 60 });
  }
  expect(JSON.stringify(trace)).not.toMatch(/wagiyem/i);
});

test('a session to come is promised; when it moved, the hours of the day count; when it is taken out, what was said stays', async () => {
  const { programId, sessionId, speakerId } = await aTalk(t, '2026-12-02');
  const spoke = { kind: 'speaker', sessionId, speakerId, what: 'Narasumber', fromOn: null } as const;
  expect(await fields(aContribution(t, spoke))).toEqual({ sessionId: 'date_in_future' });
  const id = await aContribution(t, { ...spoke, state: 'promised' });
  await t.db
    .updateTable('programSession')
    .set({ startsAt: new Date('2026-12-03T01:00:00Z'), endsAt: new Date('2026-12-03T07:00:00Z') })
    .where('id', '=', sessionId)
    .execute();
  await receiveContribution(asOf('2026-12-04T03:00:00Z'), id, { version: 1 });
  expect(await get(id)).toMatchObject({ quantity: 6, fromOn: '2026-12-03', state: 'received' });
  await removeSession(t.ctx(), sessionId);
  expect(await get(id)).toMatchObject({ quantity: 6, fromOn: '2026-12-03', sessionId: null, programId });
});

test('only what nobody gave yet can be chosen, by number, giver, speaker or title', async () => {
  const { id: libraryId } = await aLibrary(t.ctx());
  const donationId = await aGift(t, 5);
  const { sessionId, speakerId } = await aTalk(t);
  const gifts = async (asked: string, besides: number | null = null) =>
    (await tieChoices(keeper(t), { libraryId, kind: 'books', asked, besides })).gifts.map(({ id }) => id);
  const speakers = async () =>
    (await tieChoices(keeper(t), { libraryId, kind: 'speaker', asked: 'lestari' })).sessions.map(
      (one) => one.sessionId,
    );
  const rooms = async () =>
    (await tieChoices(keeper(t), { libraryId, kind: 'venue', asked: 'membatik' })).sessions.map((one) => one.sessionId);
  expect(await gifts('turi')).toContain(donationId);
  expect(await gifts('HB-KOTA-2026')).toContain(donationId);
  expect(await gifts('zebra')).toEqual([]);
  expect(await speakers()).toContain(sessionId);
  const id = await aContribution(t, { kind: 'books', donationId, fromOn: null });
  await aContribution(t, { kind: 'speaker', sessionId, speakerId, fromOn: null });
  expect(await gifts('turi')).not.toContain(donationId);
  expect(await gifts('turi', id)).toContain(donationId);
  expect(await speakers()).not.toContain(sessionId);
  expect(await rooms()).toContain(sessionId);
  for (const asked of ['\0', '%', "a' or 1=1", '\ud800', 'x'.repeat(200_000)])
    expect(Array.isArray(await gifts(asked))).toBe(true);
});

test('what is void is never gone: it has its reason, counts nowhere, and comes back as it was', async () => {
  const partnerId = await aPartner(t);
  const [came, promised] = [
    await aContribution(t, { partnerId }),
    await aContribution(t, { partnerId, state: 'promised' }),
  ];
  const before = await countContributions(keeper(t), { state: 'received', partnerId });
  expect(before).toMatchObject({ value: 3_500_000, counts: { received: 1, promised: 1, void: 0 } });
  for (const id of [came, promised]) {
    expect(await fields(voidContribution(keeper(t), id, { version: 1, reason: ' ' }))).toEqual({ reason: 'required' });
    await voidContribution(keeper(t), id, { version: 1, reason: 'Dicatat dua kali' });
    expect(await get(id)).toMatchObject({ state: 'void', voidReason: 'Dicatat dua kali' });
    const change = { ...(await said(t)), version: 2 };
    expect(await code(changeContribution(keeper(t), id, change))).toBe('partners.contribution_forbids');
  }
  expect(await countContributions(keeper(t), { state: 'received', partnerId })).toMatchObject({ value: 0 });
  expect((await contributionsOf(keeper(t), partnerId, ever)).lines).toEqual([]);
  for (const id of [came, promised]) await restoreContribution(keeper(t), id, 2);
  expect([(await get(came)).state, (await get(promised)).state]).toEqual(['received', 'promised']);
  expect(await countContributions(keeper(t), { state: 'received', partnerId })).toEqual(before);
});

test('of two who change a contribution at once the second is told', async () => {
  const id = await aContribution(t);
  const change = async (what: string) =>
    changeContribution(keeper(t), id, { ...(await said(t, { what })), version: 1 });
  const both = await Promise.allSettled([change('Satu'), change('Dua')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await code(change('Tiga'))).toBe('platform.version_conflict');
});

test('a list comes in pages, the latest first, of a partner, a kind and a year, and its sum is of all its pages', async () => {
  const partnerId = await aPartner(t);
  for (const [day, value] of [
    ['2025-12-31', 1],
    ['2026-01-01', 10],
    ['2026-01-01', 100],
    ['2026-11-25', 1000],
  ] as const)
    await aContribution(t, { partnerId, fromOn: day, value });
  await aContribution(t, { partnerId, kind: 'food', quantity: 40, unit: 'portions', value: 5, fromOn: '2026-03-01' });
  const wanted = { state: 'received', partnerId, year: 2026, kind: 'money' } as const;
  const first = await listContributions(keeper(t), { ...wanted, limit: 2 });
  const second = await listContributions(keeper(t), { ...wanted, limit: 2, cursor: first.next ?? '' });
  expect([...first.data, ...second.data].map(({ value }) => value)).toEqual([1000, 100, 10]);
  expect(second.next).toBeNull();
  expect((await countContributions(keeper(t), wanted)).value).toBe(1110);
  expect(await contributionsOf(keeper(t), partnerId, { from: '2026-01-01', until: '2026-12-31' })).toMatchObject({
    count: 4,
    value: 1115,
    kinds: [
      { kind: 'food', quantities: [{ unit: 'portions', quantity: 40 }] },
      { kind: 'money', count: 3, quantities: [] },
    ],
  });
  expect(await code(listContributions(keeper(t), { ...wanted, limit: 2, cursor: 'rusak' }))).toMatch(/^platform\./);
});

test('what came waits for thanks after two weeks, where somebody may give them', async () => {
  const place = places.find(({ href }) => href === '/staf/mitra/sumbangan');
  const elsewhere = (await aLibrary(t.ctx(), 'SENTUL')).id;
  const waits = async (now: string, libraries: number[] | null) =>
    (await place?.waits?.[0]?.count(asOf(now), libraries))?.count ?? -1;
  const before = await waits('2026-12-04T03:00:00Z', [elsewhere]);
  await aContribution(t, { libraryId: elsewhere });
  expect(await waits('2026-12-03T16:30:00Z', [elsewhere])).toBe(before);
  // the fourteenth day has begun in Blitar
  expect(await waits('2026-12-03T17:30:00Z', [elsewhere])).toBe(before + 1);
  expect(await waits('2026-12-04T03:00:00Z', [(await aLibrary(t.ctx())).id])).not.toBe(-1);
  expect(await waits('2026-12-04T03:00:00Z', [])).toBe(0);
});

test('contributions of two partners that are merged are those of one, and whoever writes meanwhile is told', async () => {
  const [keep, drop] = [await aPartner(t), await aPartner(t)];
  await aContribution(t, { partnerId: keep, value: 1 });
  const moved = await aContribution(t, { partnerId: drop, value: 2 });
  const held = await holdRow(t, 'partner', drop);
  const merging = mergePartners(keeper(t), { keepId: keep, dropId: drop, keepVersion: 1, dropVersion: 1 });
  await held.waitedFor(1);
  const noting = code(aContribution(t, { partnerId: drop }));
  await held.waitedFor(2);
  const voiding = code(voidContribution(keeper(t), moved, { version: 1, reason: 'x' }));
  await held.waitedFor(3);
  await held.letGo();
  await merging;
  expect([await noting, await voiding]).toEqual(['partners.merged', 'partners.merged']);
  expect((await contributionsOf(keeper(t), keep, ever)).value).toBe(3);
  // the old address leads to what it became
  expect((await contributionsOf(keeper(t), drop, ever)).value).toBe(3);
  await voidContribution(keeper(t), moved, { version: 1, reason: 'x' });
});

test('who is forgotten has no name in what was given, and the sums stay', async () => {
  const partnerId = await aPartner(t);
  const personId = await addPerson(keeper(t), partnerId, { name: 'Wening Kusuma', role: 'Ketua' });
  const id = await aContribution(t, {
    ...{ partnerId, kind: 'food', valuedBy: 'market', value: 7 },
    ...{ what: 'Wening Kusuma', valueBasis: 'Warung Wening Kusuma', evidence: 'diserahkan Wening' },
  });
  await voidContribution(keeper(t), id, { version: 1, reason: 'Wening keliru' });
  await restoreContribution(keeper(t), id, 2);
  await erasePerson(keeper(t), personId);
  expect(JSON.stringify(await get(id))).not.toMatch(/wening/i);
  expect(JSON.stringify(await t.db.selectFrom('auditEvent').selectAll().execute())).not.toMatch(/wening/i);
  expect((await contributionsOf(keeper(t), partnerId, ever)).value).toBe(7);
});

test('of a partner who is forgotten what they gave stays, without a name, and nothing is added', async () => {
  const partnerId = await aPartner(t, { kind: 'person', name: 'Mbah Darmo' });
  const id = await aContribution(t, { partnerId, what: 'Mbah Darmo mendongeng' });
  await erasePartner(keeper(t), partnerId, 1);
  expect(await get(id)).toMatchObject({ partner: '', value: 3_500_000 });
  expect((await get(id)).what).not.toMatch(/darmo/i);
  expect(await code(aContribution(t, { partnerId }))).toBe('partners.state_forbids');
});

test('a prospect who gave something does not go with those whom nobody answered', async () => {
  const partnerId = await aPartner(t, { name: 'Calon Pemberi' });
  await t.db
    .updateTable('partner')
    .set({ state: 'prospect', formToken: 'kunci-uji' })
    .where('id', '=', partnerId)
    .execute();
  await aContribution(t, { partnerId });
  await prospectRetention.clear(t.ctx(), new Date('2040-01-01T00:00:00Z'), t.storage);
  expect((await getPartner(keeper(t), partnerId)).name).toBe('Calon Pemberi');
});

test.for([
  { kind: 'anonymous' } as const,
  { kind: 'member', id: 1, number: 'A1', name: 'Ani', sessionId: 1 } as const,
  { grants: [{ libraryId: null, permissions: ['donations.manage', 'programs.manage', 'letters.issue'] }] },
])('who may not keep partners learns and changes nothing: %j', async (actor) => {
  const id = await aContribution(t);
  const ctx = t.ctx(actor);
  const { partnerId, libraryId } = await get(id);
  const refused = [
    code(listContributions(ctx, { state: 'received', limit: 1 })),
    code(countContributions(ctx, { state: 'received' })),
    code(getContribution(ctx, id)),
    code(contributionsOf(ctx, partnerId, ever)),
    code(tieChoices(ctx, { libraryId, kind: 'books' })),
    code(noteContribution(ctx, partnerId, { ...(await said(t)), state: 'received' })),
    code(changeContribution(ctx, id, { ...(await said(t)), version: 1 })),
    code(receiveContribution(ctx, id, { version: 1 })),
    code(voidContribution(ctx, id, { version: 1, reason: 'x' })),
    code(restoreContribution(ctx, id, 1)),
  ];
  for (const one of await Promise.all(refused)) expect(one).toMatch(/^platform\.(forbidden|sign_in_needed)$/);
});

test('whoever keeps partners at one library keeps the contributions to that one alone', async () => {
  const [here, there] = [await aLibrary(t.ctx()), await aLibrary(t.ctx(), 'TURI')];
  const ctx = t.ctx({ grants: [{ libraryId: there.id, permissions: ['partners.manage'] }] });
  const partnerId = await aPartner(t);
  const mine = await aContribution(t, { partnerId, libraryId: there.id, by: ctx });
  const theirs = await aContribution(t, { partnerId });
  const listed = await listContributions(ctx, { state: 'received', partnerId, limit: 10 });
  expect(listed.data.map(({ id }) => id)).toEqual([mine]);
  const refused = [
    code(listContributions(ctx, { state: 'received', libraryId: here.id, limit: 1 })),
    code(getContribution(ctx, theirs)),
    code(noteContribution(ctx, partnerId, { ...(await said(t)), state: 'received' })),
    code(changeContribution(ctx, theirs, { ...(await said(t, { libraryId: there.id })), version: 1 })),
    code(changeContribution(ctx, mine, { ...(await said(t)), version: 1 })),
    code(voidContribution(ctx, theirs, { version: 1, reason: 'x' })),
    code(tieChoices(ctx, { libraryId: here.id, kind: 'books' })),
  ];
  for (const one of await Promise.all(refused)) expect(one).toBe('platform.forbidden');
  // what the partner gave as a whole is of the register, which is one
  expect((await contributionsOf(ctx, partnerId, ever)).count).toBe(2);
});
