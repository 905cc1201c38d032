import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { deliverToGuests, noticeNeeds } from '#modules/people/notifications/testing';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addShift,
  addTask,
  answerInvitation,
  answerOffer,
  cancelShift,
  changeTask,
  getShift,
  getVolunteer,
  giveBack,
  inviteVolunteer,
  leave,
  matchShift,
  noteCheck,
  noteNewsTold,
  offerHelp,
  scanVolunteer,
  takeBackCheck,
  takePlace,
  untoldNews,
  viewOwnPage,
  type OwnKey,
  type TaskInput,
} from '../index.ts';
import { places } from '../places.ts';
import type { OfferInput } from '../schema.ts';

const t = useTestDb();
const HOUR = 3_600_000;
const IP = '192.0.2.9';
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const staff = (): Ctx =>
  t.ctx({ grants: [{ libraryId: null, permissions: ['volunteers.manage', 'partners.manage'] }] });
const ahead = (hours: number): Date => new Date(t.ctx().clock.now().getTime() + hours * HOUR);
const later = (hours: number): void => t.clock.set(ahead(hours).toISOString());
let made = 0;

interface One {
  id: number;
  key: OwnKey;
  ticket: string;
}
async function offered(input: Partial<OfferInput> = {}): Promise<One> {
  made += 1;
  const { id: libraryId } = await aLibrary(t.ctx());
  const { ticket } = await offerHelp(guest(), {
    ...{ name: `Kawan ${made}`, contact: `kawan${made}@example.org`, birthYear: 1990, skills: [], ownWords: '' },
    ...{ days: [6], libraryId, conduct: true, ip: IP, ...input },
  });
  const key = { ticket, ip: IP };
  return { id: (await viewOwnPage(guest(), key)).volunteer.id, key, ticket };
}
const versionOf = async (id: number): Promise<number> => (await getVolunteer(staff(), id)).version;
async function someone(input: Partial<OfferInput> = {}): Promise<One> {
  const one = await offered(input);
  await answerOffer(staff(), one.id, { accept: true, words: 'Ya', version: await versionOf(one.id) });
  return one;
}
const TASK: TaskInput = {
  ...{ title: 'Mendongeng', titleEn: '', description: '', descriptionEn: '', skills: [], needs: [] },
  withChildren: false,
};
async function aShift(places = 1, hours = 48, task: Partial<TaskInput> = {}): Promise<number> {
  const { id: libraryId } = await aLibrary(t.ctx());
  const taskId = await addTask(staff(), libraryId, { ...TASK, ...task });
  return addShift(staff(), taskId, { startsAt: ahead(hours), endsAt: ahead(hours + 3), places });
}

/** What waits to be told to somebody, in its order. */
async function waiting(id: number): Promise<string[]> {
  const { rows } = await sql<{ news: string }>`select params->>'news' as news from guest_message
    where (about = ${`volunteer:${id}`} or about like ${`volunteer-shift:${id}:%`}) and state in ('pending', 'phone') order by id`.execute(
    t.db,
  );
  return rows.map(({ news }) => news).filter((news) => news !== 'received' && news !== 'accepted');
}
const change = async (shift: number, task: Partial<TaskInput>): Promise<void> => {
  const { id, version } = (await getShift(staff(), shift)).shift.task;
  await changeTask(staff(), id, { ...TASK, ...task, version });
};

test('an address is written as it is called: small letters, a number in international form, nothing else', async () => {
  const contactOf = async (contact: string) => (await getVolunteer(staff(), (await offered({ contact })).id)).contact;
  expect(await contactOf(' Sri@Example.ORG ')).toBe('sri@example.org');
  expect(await contactOf('0812-3456-7890')).toBe('+6281234567890');
  for (const contact of ['00000000', '12345678', '0812', 'a@b', 'a\0@example.org'])
    expect(await code(offered({ contact }))).toBe('platform.invalid_input');
});

test('what could not be sent to a guest waits for staff of that library, who tell it once', async () => {
  await t.db.deleteFrom('guestMessage').execute();
  const one = await someone({ contact: '081234567891' });
  await takePlace(guest(), one.key, await aShift());
  // neither WhatsApp nor a mail server is open
  await deliverToGuests(t, null);
  const calls = await untoldNews(staff(), noticeNeeds);
  expect(calls.map(({ phone }) => phone)).toEqual(Array<string>(3).fill('+6281234567891'));
  expect(calls[2]?.href).toContain('https://wa.me/6281234567891');
  const { id: libraryId } = await aLibrary(t.ctx());
  const waits = async (libraryIds: readonly number[] | null) =>
    (await places[0]?.waits?.at(-1)?.count(staff(), libraryIds))?.count ?? -1;
  const other = await aLibrary(t.ctx(), 'TURI');
  const there: Ctx = t.ctx({ grants: [{ libraryId: other.id, permissions: ['volunteers.manage'] }] });
  expect([await waits(null), await waits([libraryId]), await waits([other.id])]).toEqual([3, 3, 0]);
  const id = calls[0]?.id ?? 0;
  expect(await untoldNews(there, noticeNeeds)).toEqual([]);
  expect(await noteNewsTold(there, id)).toBe(false);
  expect(await code(untoldNews(guest(), noticeNeeds))).toBe('platform.sign_in_needed');
  expect([await noteNewsTold(staff(), id), await noteNewsTold(staff(), id)]).toEqual([true, false]);
  expect(await waits(null)).toBe(2);
});

test('news of a shift that is true no more does not go out', async () => {
  const [shift, one, next] = [await aShift(), await someone(), await someone()];
  await takePlace(guest(), one.key, shift);
  await takePlace(guest(), next.key, shift);
  expect([await waiting(one.id), await waiting(next.id)]).toEqual([['confirmed'], ['waiting']]);
  await giveBack(guest(), one.key, shift);
  expect([await waiting(one.id), await waiting(next.id)]).toEqual([[], ['moved_up']]);
  await cancelShift(staff(), shift, 'Hujan');
  expect(await waiting(next.id)).toEqual(['cancelled']);
  await leave(guest(), next.key);
  expect(await waiting(next.id)).toEqual([]);
});

test('whoever leaves takes all news along, also of a place that ended and of an invitation', async () => {
  const [shift, other, one] = [await aShift(), await aShift(1, 96), await someone()];
  await inviteVolunteer(staff(), shift, one.id);
  await takePlace(guest(), one.key, other);
  await giveBack(guest(), one.key, other);
  expect(await waiting(one.id)).toEqual(['invited']);
  await leave(guest(), one.key);
  const kept = await t.db
    .selectFrom('guestMessage')
    .select('id')
    .where('email', '=', `kawan${made}@example.org`)
    .execute();
  expect(kept).toEqual([]);
});

test('a yes leaves the news of the place, a no leaves none', async () => {
  const [shift, yes, no] = [await aShift(2), await someone(), await someone()];
  const asked = await inviteVolunteer(staff(), shift, yes.id);
  await answerInvitation(guest(), yes.key, { id: asked, accept: true });
  expect(await waiting(yes.id)).toEqual(['confirmed']);
  const id = await inviteVolunteer(staff(), shift, no.id);
  await answerInvitation(guest(), no.key, { id, accept: false });
  expect(await waiting(no.id)).toEqual([]);
});

test('a check that is taken back takes invitations that ask for it back as well', async () => {
  const [shift, one] = [await aShift(1, 48, { needs: ['reference'] }), await someone()];
  await noteCheck(staff(), one.id, { kind: 'reference', untilOn: null, version: await versionOf(one.id) });
  const id = await inviteVolunteer(staff(), shift, one.id);
  const { checks, version } = await getVolunteer(staff(), one.id);
  expect(await takeBackCheck(staff(), one.id, { checkId: checks[0]?.id ?? 0, reason: 'Palsu', version })).toBe(0);
  expect((await matchShift(staff(), shift)).invitations).toMatchObject([{ state: 'withdrawn' }]);
  expect(await waiting(one.id)).toEqual([]);
  expect(await code(answerInvitation(guest(), one.key, { id, accept: true }))).toBe('volunteers.invitation_closed');
});

test('a task that asks more than before gives places of whoever has less to who waits, and they are told', async () => {
  const [shift, one, next, asked] = [await aShift(), await someone(), await someone(), await someone()];
  const free = await aShift(1, 96);
  await takePlace(guest(), one.key, free);
  const invited = await aShift(1, 120, { title: 'Merapikan' });
  await inviteVolunteer(staff(), invited, asked.id);
  await noteCheck(staff(), next.id, { kind: 'training', untilOn: null, version: await versionOf(next.id) });
  await takePlace(guest(), one.key, shift);
  await takePlace(guest(), next.key, shift);
  await change(shift, { title: 'Mendongeng lagi' });
  expect((await getShift(staff(), shift)).places).toHaveLength(2);
  await change(shift, { withChildren: true });
  await change(invited, { needs: ['reference'] });
  expect((await getShift(staff(), shift)).places).toMatchObject([{ volunteerId: next.id, status: 'confirmed' }]);
  expect((await getShift(staff(), free)).places).toHaveLength(1);
  expect([await waiting(one.id), await waiting(next.id)]).toEqual([['confirmed', 'unplaced'], ['moved_up']]);
  expect((await matchShift(staff(), invited)).invitations).toMatchObject([{ state: 'withdrawn' }]);
});

test('a task that is changed and asks no more than before ends no place, also where a check ran out', async () => {
  const [shift, one] = [await aShift(1, 48, { needs: ['reference', 'training'] }), await someone()];
  for (const kind of ['reference', 'training'] as const)
    await noteCheck(staff(), one.id, { kind, untilOn: null, version: await versionOf(one.id) });
  await takePlace(guest(), one.key, shift);
  await sql`update volunteer_check set until_on = noted_on where volunteer_id = ${one.id} and kind = 'reference'`.execute(
    t.db,
  );
  await change(shift, { title: 'Mendongeng sore', needs: ['reference', 'training'] });
  await change(shift, { needs: ['reference'] });
  expect((await getShift(staff(), shift)).places).toHaveLength(1);
  await change(shift, { needs: ['reference', 'training'] });
  expect((await getShift(staff(), shift)).places).toHaveLength(0);
});

test('who takes a place while the task begins to ask more has none in the end, whoever comes first', async () => {
  const [shift, one] = [await aShift(), await someone()];
  const asked = await aShift(1, 96);
  const id = await inviteVolunteer(staff(), asked, one.id);
  for (const [about, take] of [
    [shift, async () => takePlace(guest(), one.key, shift)],
    [asked, async () => answerInvitation(guest(), one.key, { id, accept: true })],
  ] as const) {
    const held = await holdRow(t, 'volunteer', one.id);
    const both = Promise.allSettled([take(), change(about, { withChildren: true })]);
    await held.waitedFor(1);
    await held.letGo();
    const [, changed] = await both;
    expect(changed.status).toBe('fulfilled');
    expect((await getShift(staff(), about)).places).toEqual([]);
  }
});

test('whose check ran out since they took the place does not begin', async () => {
  const [shift, one] = [await aShift(1, 2, { needs: ['reference'] }), await someone()];
  await noteCheck(staff(), one.id, { kind: 'reference', untilOn: null, version: await versionOf(one.id) });
  await takePlace(guest(), one.key, shift);
  await sql`update volunteer_check set until_on = noted_on - 1 where volunteer_id = ${one.id}`.execute(t.db);
  later(2);
  const { id: libraryId } = await aLibrary(t.ctx());
  expect(await code(scanVolunteer(staff(), { libraryId, code: one.ticket }))).toBe('volunteers.checks_missing');
  expect((await getShift(staff(), shift)).places).toMatchObject([{ cameAt: null }]);
});
