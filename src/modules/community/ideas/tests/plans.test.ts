import { beforeAll, beforeEach, expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { replaceOpeningHours, getLibrary } from '#modules/ground/libraries';
import { aLibrary, aMember } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { counted } from '../../../../../tests/support/counted.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addFile,
  addLink,
  addMilestone,
  answerFollowUp,
  changePlan,
  getPlan,
  listOwnPlans,
  listPlans,
  listPublicPlans,
  makePlan,
  movePhase,
  movePlan,
  openBoard,
  openEvidence,
  plansOf,
  removeEvidence,
  stalledPlans,
  tickMilestone,
  topIdeas,
  voteForIdea,
  writeIdea,
} from '../index.ts';
import { openFollowUps, remindPlans } from '../testing.ts';
import { makeGuest, makeParticipant, makeWorkshop } from '../testing.ts';
import { ideaLinkRetention, ideasPersonalData } from '../personal-data.ts';

const t = useTestDb();
let desk: Ctx;
let sari: Ctx;
let sariId = 0;
let dimas: Ctx;
let dimasId = 0;
let programId = 0;
let boardId = 0;
let ideaId = 0;
let karangsari = 0;
const NOBODY = {};
const NEVER = new AbortController().signal;
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const told = async (topic: string, memberId: number) =>
  t.db
    .selectFrom('notification')
    .select('params')
    .where('topic', '=', topic)
    .where('memberId', '=', memberId)
    .orderBy('id')
    .execute();

beforeAll(async () => {
  const { id: libraryId } = await aLibrary(t.ctx());
  karangsari = (await aLibrary(t.ctx(), 'KARANG')).id;
  desk = t.ctx({ grants: [{ libraryId, permissions: ['ideas.manage'] }] });
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  const { id: libraryId } = await aLibrary(t.ctx());
  const workshop = await makeWorkshop(t.db, { libraryId });
  programId = workshop.programId;
  const home = { homeLibrary: 'KARANG' };
  const first = await aMember(t.ctx(), { fullName: 'Sari Wulandari', ...home });
  const second = await aMember(t.ctx(), { fullName: 'Dimas Aji', ...home });
  sariId = first.id;
  dimasId = second.id;
  sari = (await makeParticipant(t, { programId, member: first })).ctx;
  dimas = (await makeParticipant(t, { programId, member: second })).ctx;
  boardId = await openBoard(desk, workshop.sessionId, { question: 'Bagaimana?' });
  await movePhase(desk, boardId, { phase: 'share' });
  ideaId = await writeIdea(sari, boardId, { text: 'Entri buku lama ke katalog' }, NOBODY);
  await movePhase(desk, boardId, { phase: 'vote' });
  await voteForIdea(dimas, ideaId, NOBODY);
});
const commit = async (more: object = {}): Promise<number> => {
  await movePhase(desk, boardId, { phase: 'commit' });
  return makePlan(dimas, programId, { activity: 'Entri 20 judul', ideaId, ...more }, NOBODY);
};
const copy = async (title: string): Promise<void> => {
  const bibId = await makeBib(t.ctx(), { title });
  await makeItem(t.ctx(), { bibId, libraryId: karangsari, itemType: 'umum', barcodes: [`${title}-${programId}`] });
};

test('an idea becomes a plan at the participant’s own library; its figure begins where the catalogue stands and follows it', async () => {
  expect(await code(makePlan(dimas, programId, { activity: 'Terlalu awal', ideaId }, NOBODY))).toBe(
    'ideas.phase_forbids',
  );
  await copy('Sebelum');
  const id = await commit({ fact: 'titles', target: 20, dueOn: '2027-01-31', goal: 'Buku lama bisa dicari' });
  const begun = (await getPlan(dimas, id, NOBODY)).plan;
  expect(begun).toMatchObject({ status: 'committed', ownerName: 'Dimas Aji', library: { code: 'KARANG' } });
  expect(begun.now).toBe(begun.baseline);
  await copy('Sesudah');
  expect((await getPlan(dimas, id, NOBODY)).plan.now).toBe((begun.baseline ?? 0) + 1);
  expect(await code(makePlan(dimas, programId, { activity: 'Tanpa target', fact: 'titles' }, NOBODY))).toBe(
    'platform.invalid_input',
  );
  expect((await topIdeas(t.db, programId))[0]).toMatchObject({ id: ideaId, votes: 1, plans: 1 });
});

test('"buka Sabtu" is measured by the opening hours, "anggota baru" by who joins', async () => {
  const hours = await commit({ activity: 'Buka Sabtu', ideaId: null, fact: 'saturday_hours', target: 4 });
  const joins = await commit({ activity: '5 anggota baru', ideaId: null, fact: 'new_members', target: 5 });
  expect((await getPlan(dimas, hours, NOBODY)).plan).toMatchObject({ baseline: 0, now: 0 });
  const before = (await getPlan(dimas, joins, NOBODY)).plan.now ?? 0;
  const { version } = await getLibrary(t.ctx(), karangsari);
  const saturday = [{ weekday: 6, opensMinute: 480, closesMinute: 720 }];
  await replaceOpeningHours(t.ctx(), karangsari, version, saturday);
  await aMember(t.ctx(), { homeLibrary: 'KARANG' });
  expect((await getPlan(dimas, hours, NOBODY)).plan).toMatchObject({ baseline: 0, now: 4 });
  expect((await getPlan(dimas, joins, NOBODY)).plan.now).toBe(before + 1);
});

/** Open on Saturdays from eight for so many minutes. */
const openSaturday = async (minutes: number): Promise<void> => {
  const { version } = await getLibrary(t.ctx(), karangsari);
  const hours = [{ weekday: 6, opensMinute: 480, closesMinute: 480 + minutes }];
  await replaceOpeningHours(t.ctx(), karangsari, version, hours);
};

test('six and a half hours stay six and a half: as target however it is typed, as start, as figure of today and of the follow-up', async () => {
  await openSaturday(210);
  const typed = await commit({ activity: 'Buka lebih lama', ideaId: null, fact: 'saturday_hours', target: '6,5' });
  const sent = await commit({ activity: 'Buka lebih lama', ideaId: null, fact: 'saturday_hours', target: 6.25 });
  expect((await getPlan(dimas, typed, NOBODY)).plan).toMatchObject({ baseline: 3.5, now: 3.5, target: 6.5 });
  expect((await getPlan(dimas, sent, NOBODY)).plan.target).toBe(6.25);
  await openSaturday(270);
  t.clock.set('2026-12-30T10:00:00+07:00');
  await answerFollowUp(dimas, typed, 30, { status: 'in_progress', story: 'Setengah jalan' }, NOBODY);
  const { plan } = await getPlan(dimas, typed, NOBODY);
  expect([plan.now, plan.followUps.find(({ day }) => day === 30)?.measured]).toEqual([4.5, 4.5]);
});

test('books come in no halves, and a third decimal is refused, not rounded away', async () => {
  const refused = async (fact: string, target: unknown) =>
    (await refusal(commit({ ideaId: null, fact, target }))).fields;
  expect(await refused('titles', '20,5')).toEqual({ target: 'whole_number' });
  expect(await refused('saturday_hours', 6.555)).toEqual({ target: 'two_decimals' });
  for (const odd of ['nol', '-3', '1e3', 'Infinity', '9'.repeat(40), 0, -1, Number.NaN])
    expect(await refused('saturday_hours', odd)).toEqual({ target: 'invalid' });
  expect(await refused('saturday_hours', '9'.repeat(200_000))).toEqual({ target: 'too_long' });
  const id = await commit({ ideaId: null, fact: 'titles', target: '1.250' });
  expect((await getPlan(dimas, id, NOBODY)).plan.target).toBe(1250);
});

test('a target below where the figure stands is asked about; who says that it is to go down is believed', async () => {
  await openSaturday(480);
  const terms = { activity: 'Buka lebih singkat', ideaId: null, fact: 'saturday_hours' as const };
  const asked = await refusal(commit({ ...terms, target: 5 }));
  expect(asked).toMatchObject({
    code: 'ideas.target_below_start',
    params: { target: 5, start: 8 },
    fields: { goesDown: 'goes_down' },
  });
  const id = await commit({ ...terms, target: 5, goesDown: true });
  expect((await getPlan(dimas, id, NOBODY)).plan).toMatchObject({ baseline: 8, target: 5, goesDown: true });
  // the word is about this target: what goes up again is no plan that goes down, and below it is asked anew
  const change = async (more: object) => {
    const { version } = (await getPlan(dimas, id, NOBODY)).plan;
    return changePlan(dimas, id, { ...terms, target: 5, version, ...more }, NOBODY);
  };
  await change({ target: 9, goesDown: true });
  expect((await getPlan(dimas, id, NOBODY)).plan.goesDown).toBe(false);
  expect(await code(change({ target: 7.5 }))).toBe('ideas.target_below_start');
  expect((await getPlan(dimas, id, NOBODY)).plan.target).toBe(9);
  await change({ target: 7.5, goesDown: true });
  expect((await getPlan(dimas, id, NOBODY)).plan).toMatchObject({ target: 7.5, goesDown: true });
  // the same hours as now are no question, and what is counted from the commitment on can only grow
  await change({ target: 8 });
  await commit({ activity: '5 anggota baru', ideaId: null, fact: 'new_members', target: 5 });
});

test('a proposal whose figure has overtaken its target meanwhile is asked about at the commitment', async () => {
  await openSaturday(240);
  const terms = { ideaId: null, fact: 'saturday_hours' as const, target: 6, proposal: true };
  const id = await commit({ activity: 'Buka enam jam', ...terms });
  await openSaturday(480);
  expect(await code(movePlan(dimas, id, { status: 'committed' }, NOBODY))).toBe('ideas.target_below_start');
  expect((await getPlan(dimas, id, NOBODY)).plan).toMatchObject({ status: 'proposed', committedAt: null });
  await movePlan(dimas, id, { status: 'committed', goesDown: true }, NOBODY);
  expect((await getPlan(dimas, id, NOBODY)).plan).toMatchObject({ baseline: 8, goesDown: true, status: 'committed' });
});

test('a plan goes its way by its owner; who wrote the idea is told of every change, with the reason when it stops', async () => {
  const id = await commit();
  expect(await code(movePlan(sari, id, { status: 'in_progress' }, NOBODY))).toBe('ideas.not_your_plan');
  await movePlan(dimas, id, { status: 'in_progress' }, NOBODY);
  expect(await code(movePlan(dimas, id, { status: 'committed' }, NOBODY))).toBe('ideas.plan_cannot_move');
  expect(await code(movePlan(dimas, id, { status: 'stopped', reason: 'Listrik', obstacle: '' }, NOBODY))).toBe(
    'platform.invalid_input',
  );
  await movePlan(dimas, id, { status: 'stopped', reason: 'Komputernya rusak.', obstacle: 'tools' }, NOBODY);
  expect((await told('idea', sariId)).map(({ params }) => params)).toMatchObject([
    { news: 'committed', title: 'Entri buku lama ke katalog' },
    { news: 'in_progress' },
    { news: 'stopped', reason: 'Komputernya rusak.' },
  ]);
  // the owner voted for it, and knows
  expect(await told('idea', dimasId)).toEqual([]);
  expect(await stalledPlans(t.db, programId, t.clock.now())).toMatchObject([
    { plan: { id }, obstacle: 'tools', words: 'Komputernya rusak.' },
  ]);
  // the facilitator may move it too; then the owner is told
  await movePlan(desk, id, { status: 'in_progress' }, NOBODY);
  expect((await told('action_plan', dimasId)).map(({ params }) => params)).toMatchObject([{ news: 'changed' }]);
});

test('a guest with a ticket makes a plan too; without a library of their own they say which', async () => {
  await movePhase(desk, boardId, { phase: 'commit' });
  const { ticket } = await makeGuest(t.db, { programId, name: 'Arif' });
  expect(await code(makePlan(guest(), programId, { activity: 'Pojok baca' }, { ticket }))).toBe(
    'platform.invalid_input',
  );
  const id = await makePlan(
    guest(),
    programId,
    { activity: 'Pojok baca', libraryId: karangsari, proposal: true },
    { ticket },
  );
  expect(await code(getPlan(guest(), id, NOBODY))).toBe('ideas.plan_not_found');
  expect((await listOwnPlans(guest(), { ticket })).map((plan) => plan.id)).toEqual([id]);
  await movePlan(guest(), id, { status: 'committed' }, { ticket });
  expect((await getPlan(guest(), id, NOBODY)).plan).toMatchObject({
    status: 'committed',
    followUps: [{ day: 30 }, { day: 90 }],
  });
});

test('guests with a telephone are asked by a person, children without a card through the member who enrolled them', async () => {
  await movePhase(desk, boardId, { phase: 'commit' });
  const phone = await makeGuest(t.db, { programId, name: 'Pak Telepon', libraryId: karangsari });
  const child = await makeGuest(t.db, { programId, name: 'Bima', libraryId: karangsari });
  const set = async (enrolmentId: number, values: object) =>
    t.db.updateTable('programEnrolment').set(values).where('id', '=', enrolmentId).execute();
  await set(phone.enrolmentId, { contact: '+6281234567890' });
  await set(child.enrolmentId, { placedByMemberId: sariId });
  for (const { ticket } of [phone, child]) {
    await makePlan(guest(), programId, { activity: 'Buka Sabtu', libraryId: karangsari }, { ticket });
  }
  t.clock.set('2026-12-25T07:00:00+07:00');
  await openFollowUps(t.ctx({ kind: 'system', name: 'uji' }), NEVER);
  expect((await told('action_plan', sariId)).map(({ params }) => params)).toMatchObject([{ news: 'follow_up_30' }]);
  const calls = await t.db
    .selectFrom('guestMessage')
    .select(['phone', 'about'])
    .where('topic', '=', 'action_plan')
    .execute();
  // found among the calls of the programme
  expect(calls).toEqual([{ phone: '+6281234567890', about: `program_guests:${programId}` }]);
});

test('a plan is stopped with a reason of any length that the form takes', async () => {
  const id = await commit();
  const reason = 'x'.repeat(500);
  await movePlan(desk, id, { status: 'stopped', reason, obstacle: 'time' }, NOBODY);
  expect((await told('action_plan', dimasId)).map(({ params }) => params)).toMatchObject([
    { news: 'changed', what: reason },
  ]);
});

test('after 30 days the owner is asked, once, and again a week later; the answer keeps the figure of that day and moves the plan', async () => {
  const id = await commit({ fact: 'titles', target: 20 });
  expect(await openFollowUps(t.ctx({ kind: 'system', name: 'uji' }), NEVER)).toBe(0);
  t.clock.set('2026-12-24T09:00:00+07:00');
  const answer = { status: 'in_progress', story: 'Sudah separuh jalan.' } as const;
  expect(await code(answerFollowUp(dimas, id, 30, answer, NOBODY))).toBe('ideas.follow_up_not_open');
  t.clock.set('2026-12-25T07:00:00+07:00');
  const system = t.ctx({ kind: 'system', name: 'uji' });
  const [one, other] = await Promise.all([openFollowUps(system, NEVER), openFollowUps(system, NEVER)]);
  expect(one + other).toBeGreaterThanOrEqual(1);
  t.clock.set('2027-01-02T07:00:00+07:00');
  await openFollowUps(system, NEVER);
  await openFollowUps(system, NEVER);
  expect((await told('action_plan', dimasId)).map(({ params }) => params)).toMatchObject([
    { news: 'follow_up_30' },
    { news: 'follow_up_30' },
  ]);
  await copy('Buku entri');
  const { now } = (await getPlan(dimas, id, NOBODY)).plan;
  const both = [
    outcome(answerFollowUp(dimas, id, 30, answer, NOBODY)),
    outcome(answerFollowUp(dimas, id, 30, answer, NOBODY)),
  ];
  expect((await Promise.all(both)).toSorted()).toEqual(['done', 'ideas.follow_up_not_open']);
  await copy('Sesudah jawaban');
  const { plan } = await getPlan(dimas, id, NOBODY);
  expect(plan).toMatchObject({ status: 'in_progress', now: (now ?? 0) + 1 });
  expect(plan.followUps[0]).toMatchObject({ day: 30, measured: now, story: 'Sudah separuh jalan.' });
  expect(await stalledPlans(t.db, programId, t.clock.now())).toEqual([]);
});

test('owners are reminded of days that come within a week, once', async () => {
  const id = await commit({ dueOn: '2026-12-10' });
  await addMilestone(dimas, id, { text: 'Pinjam pemindai', dueOn: '2026-12-02' }, NOBODY);
  const system = t.ctx({ kind: 'system', name: 'uji' });
  await remindPlans(system, NEVER);
  // whose day is told is not tried again: what comes, and what of it was told
  const again = counted(t.db);
  await remindPlans({ ...system, db: again.db }, NEVER);
  expect(again.questions()).toBe(2);
  expect((await told('action_plan', dimasId)).map(({ params }) => params)).toMatchObject([
    { news: 'milestone', what: 'Pinjam pemindai', on: '2026-12-02' },
  ]);
  const [step] = (await getPlan(dimas, id, NOBODY)).plan.milestones;
  await tickMilestone(dimas, id, { id: step?.id ?? 0, done: true }, NOBODY);
  t.clock.set('2026-12-05T09:00:00+07:00');
  await remindPlans(system, NEVER);
  expect((await told('action_plan', dimasId)).map(({ params }) => params)).toMatchObject([
    {},
    { news: 'due', on: '2026-12-10' },
  ]);
  expect((await getPlan(dimas, id, NOBODY)).plan.milestones).toMatchObject([{ doneOn: '2026-11-25' }]);
});

test('evidence is judged by its content; a photo is kept without where it was taken, and goes when it is taken away', async () => {
  const id = await commit();
  const { default: sharp } = await import('sharp');
  const jpeg = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#7b4a21' } })
    .withExif({ IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '8/1 5/1 0/1' } })
    .jpeg()
    .toBuffer();
  const photo = new File([new Uint8Array(jpeg)], 'rak.jpg');
  await addFile(dimas, t.storage, { planId: id, title: 'Rak baru', file: photo }, NOBODY);
  const script = new File(['<script>alert(1)</script>'], 'foto.jpg');
  expect(await code(addFile(dimas, t.storage, { planId: id, title: 'Palsu', file: script }, NOBODY))).toBe(
    'platform.not_acceptable_file',
  );
  expect(await code(addFile(sari, t.storage, { planId: id, title: 'Bukan milik', file: photo }, NOBODY))).toBe(
    'ideas.not_your_plan',
  );
  await addLink(dimas, { planId: id, title: 'Berita', url: 'https://example.org/berita' }, NOBODY);
  expect(await code(addLink(dimas, { planId: id, title: 'Jahat', url: 'javascript:alert(1)' }, NOBODY))).toBe(
    'platform.invalid_input',
  );
  const [kept] = (await getPlan(guest(), id, NOBODY)).plan.evidence;
  const opened = await openEvidence(guest(), t.storage, kept?.id ?? 0, NOBODY);
  const bytes = Buffer.concat(await opened.stream.toArray());
  expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  expect(opened).toMatchObject({ mediaType: 'image/webp', isPhoto: true });
  await removeEvidence(dimas, t.storage, kept?.id ?? 0, NOBODY);
  expect(await code(openEvidence(guest(), t.storage, kept?.id ?? 0, NOBODY))).toBe('ideas.evidence_not_found');
});

test('everybody sees what owners show; staff see the plans of their own programmes', async () => {
  const shown = await commit({ activity: 'Terlihat' });
  const hidden = await commit({ activity: 'Tidak dipamerkan', isPublic: false });
  const open = await listPublicPlans(guest(), { programId });
  const mine = open.map(({ id }) => id);
  // whose they are is for the owner, and for who leads
  expect(open.every(({ ownerName, enrolmentId }) => ownerName === '' && enrolmentId === null)).toBe(true);
  const ownerOf = async (ctx: Ctx) => (await getPlan(ctx, shown, NOBODY)).plan.ownerName;
  expect([await ownerOf(guest()), await ownerOf(dimas), await ownerOf(t.ctx())]).toEqual([
    '',
    'Dimas Aji',
    'Dimas Aji',
  ]);
  expect(mine).toEqual([shown]);
  expect(await code(getPlan(guest(), hidden, NOBODY))).toBe('ideas.plan_not_found');
  expect((await listPlans(desk, { programId })).map(({ id }) => id)).toEqual([shown, hidden]);
  expect(await listPlans(desk, { programId, status: 'done' })).toEqual([]);
  const other = t.ctx({ grants: [{ libraryId: karangsari, permissions: ['ideas.manage'] }] });
  expect(await listPlans(other, { programId })).toEqual([]);
  const { version } = (await getPlan(dimas, shown, NOBODY)).plan;
  await changePlan(dimas, shown, { version, activity: 'Terlihat juga', isPublic: true }, NOBODY);
  expect(await code(changePlan(dimas, shown, { version, activity: 'Lama' }, NOBODY))).toBe('platform.version_conflict');
  expect(await plansOf(t.db, programId)).toHaveLength(2);
});

test('the list of plans asks the same few questions for three plans as for sixty, of as many libraries', async () => {
  const facts = ['titles', 'copies', 'open_hours', 'saturday_hours', 'new_members', 'visits', 'loans'] as const;
  const library = async (nth: number): Promise<number> => (await aLibrary(t.ctx(), `KEL-${nth}`)).id;
  await movePhase(desk, boardId, { phase: 'commit' });
  const plansFrom = async (from: number, to: number): Promise<void> => {
    for (let nth = from; nth < to; nth += 1) {
      const libraryId = await library(nth % 20);
      const more = { fact: facts[nth % facts.length] ?? null, target: 500, libraryId };
      await makePlan(dimas, programId, { activity: `Rencana ${nth}`, ...more }, NOBODY);
    }
  };
  const asked = counted(t.db);
  await plansFrom(0, facts.length);
  expect(await listPublicPlans({ ...guest(), db: asked.db }, { programId })).toHaveLength(facts.length);
  const few = asked.questions();
  expect(few).toBeLessThanOrEqual(8);
  await plansFrom(facts.length, 60);
  asked.restart();
  const all = await listPublicPlans({ ...guest(), db: asked.db }, { programId });
  expect(all).toHaveLength(60);
  expect(asked.questions()).toBe(few);
  // each has the figure that it has by itself
  for (const plan of all.slice(0, 14)) expect(plan.now).toBe((await getPlan(guest(), plan.id, NOBODY)).plan.now);
});

test('a member has what is kept of them, and is forgotten: what was written and done stays without a name', async () => {
  const id = await commit({ goal: 'Tujuan Dimas' });
  const exported = JSON.stringify(await ideasPersonalData.exportOf(t.db, dimasId));
  expect(exported).toContain('Entri 20 judul');
  expect(exported).toContain('Entri buku lama');
  await t.db.transaction().execute(async (trx) => ideasPersonalData.erase(trx, t.ctx(), dimasId));
  expect(await ideasPersonalData.exportOf(t.db, dimasId)).toEqual([]);
  expect((await getPlan(t.ctx(), id, NOBODY)).plan).toMatchObject({ ownerName: '', enrolmentId: null });
  expect((await topIdeas(t.db, programId))[0]).toMatchObject({ votes: 0 });
  expect(JSON.stringify(await ideasPersonalData.exportOf(t.db, sariId))).toContain('Entri buku lama');
  await ideaLinkRetention.clear(t.ctx(), new Date('2026-11-26T00:00:00Z'), t.storage);
  expect(await ideaLinkRetention.due(t.ctx(), new Date('2026-11-26T00:00:00Z'))).toMatchObject({ count: 0 });
  expect(await ideasPersonalData.exportOf(t.db, sariId)).toEqual([]);
});
