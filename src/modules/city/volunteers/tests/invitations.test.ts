import { sql } from 'kysely';
import { expect, test } from 'vitest';
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
  correctHours,
  getShift,
  getVolunteer,
  giveOutPlace,
  inviteVolunteer,
  leave,
  matchShift,
  noteCheck,
  offerHelp,
  takeBackCheck,
  takeOutPlace,
  takePlace,
  viewOwnPage,
  type OwnKey,
  type TaskInput,
} from '../index.ts';
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
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
let made = 0;

interface One {
  id: number;
  key: OwnKey;
}
async function someone(input: Partial<OfferInput> = {}): Promise<One> {
  made += 1;
  const { id: libraryId } = await aLibrary(t.ctx());
  const { ticket } = await offerHelp(guest(), {
    ...{ name: `Kawan ${made}`, contact: `kawan${made}@example.org`, birthYear: 1990, skills: [], ownWords: '' },
    ...{ days: EVERY_DAY, libraryId, conduct: true, ip: IP, ...input },
  });
  const key = { ticket, ip: IP };
  const { volunteer } = await viewOwnPage(guest(), key);
  await answerOffer(staff(), volunteer.id, { accept: true, words: 'Ya', version: volunteer.version });
  return { id: volunteer.id, key };
}
async function aShift(places = 1, task: Partial<TaskInput> = {}, hours = 48): Promise<number> {
  const { id: libraryId } = await aLibrary(t.ctx());
  const taskId = await addTask(staff(), libraryId, {
    ...{ title: 'Mendongeng', skills: [], needs: [], withChildren: false, ...task },
  });
  return addShift(staff(), taskId, { startsAt: ahead(hours), endsAt: ahead(hours + 3), places });
}
const told = async (volunteerId: number): Promise<string> => {
  const { rows } = await sql<{ params: unknown }>`select params from guest_message
    where about = ${`volunteer:${volunteerId}`} or about like ${`volunteer-shift:${volunteerId}:%`}`.execute(t.db);
  return JSON.stringify(rows);
};
const versionOf = async (id: number): Promise<number> => (await getVolunteer(staff(), id)).version;
const checked = async (id: number, kind: 'training' | 'reference'): Promise<number> => {
  await noteCheck(staff(), id, { kind, untilOn: null, version: await versionOf(id) });
  return (await getVolunteer(staff(), id)).checks[0]?.id ?? 0;
};
const idsIn = async (shiftId: number): Promise<number[]> =>
  (await matchShift(staff(), shiftId)).matches.map(({ id }) => id);

test('who fits a shift is shown with why: on a day of theirs, with what they can, and who helped least first', async () => {
  const shift = await aShift(2, { skills: ['reading_aloud'] });
  const other = await someone({ days: EVERY_DAY, skills: ['it'] });
  const busy = await someone({ skills: ['reading_aloud'] });
  const rested = await someone({ skills: ['reading_aloud'] });
  const lately = await someone({ skills: ['reading_aloud'] });
  const past = await aShift(1, {}, 1);
  await takePlace(guest(), lately.key, past);
  later(5);
  const [place] = (await getShift(staff(), past)).places;
  await correctHours(staff(), place?.id ?? 0, { cameAt: ahead(-3), leftAt: ahead(-1) });
  await takePlace(guest(), busy.key, await aShift(1, {}, 43));
  const { matches } = await matchShift(staff(), shift);
  expect(matches.map(({ id }) => id)).toEqual([rested.id, lately.id, other.id]);
  expect(matches[1]).toMatchObject({ skills: ['reading_aloud'], onTheirDay: true, recentMinutes: 120 });
  const own = await viewOwnPage(guest(), rested.key);
  expect(own.open.filter(({ suits }) => suits).map((one) => one.shift.id)).toContain(shift);
  expect((await viewOwnPage(guest(), other.key)).open.find((one) => one.shift.id === shift)?.suits).toBe(false);
});

test('somebody is invited once, is told, and a yes takes the place', async () => {
  const [shift, one] = [await aShift(), await someone()];
  const twice = await Promise.allSettled([
    inviteVolunteer(staff(), shift, one.id),
    inviteVolunteer(staff(), shift, one.id),
  ]);
  expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await told(one.id)).toContain('invited');
  const [asked] = (await viewOwnPage(guest(), one.key)).invited;
  const id = asked?.invitation.id ?? 0;
  const stranger = await someone();
  expect(await code(answerInvitation(guest(), stranger.key, { id, accept: true }))).toBe(
    'volunteers.invitation_closed',
  );
  const answers = await Promise.allSettled([
    answerInvitation(guest(), one.key, { id, accept: true }),
    answerInvitation(guest(), one.key, { id, accept: true }),
  ]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await getShift(staff(), shift)).places).toMatchObject([{ volunteerId: one.id, status: 'confirmed' }]);
  expect((await matchShift(staff(), shift)).invitations).toMatchObject([{ state: 'accepted', volunteerId: one.id }]);
  expect(await code(inviteVolunteer(staff(), shift, stranger.id))).toBe('volunteers.shift_full');
});

test('a no is noted and leaves the place free; a place taken by oneself answers as well', async () => {
  const [shift, no, self] = [await aShift(2), await someone(), await someone()];
  const id = await inviteVolunteer(staff(), shift, no.id);
  await inviteVolunteer(staff(), shift, self.id);
  expect(await answerInvitation(guest(), no.key, { id, accept: false })).toBeNull();
  await takePlace(guest(), self.key, shift);
  const { invitations } = await matchShift(staff(), shift);
  expect(invitations.map(({ state }) => state)).toEqual(['declined', 'accepted']);
  expect(await idsIn(shift)).not.toContain(no.id);
  expect((await getShift(staff(), shift)).shift.taken).toBe(1);
  expect(await code(inviteVolunteer(staff(), shift, no.id))).toBe('volunteers.already_invited');
});

test('a shift that is called off takes its invitations back, and whoever leaves takes theirs along', async () => {
  const [shift, kept, one, gone] = [await aShift(3), await aShift(3, {}, 96), await someone(), await someone()];
  const id = await inviteVolunteer(staff(), shift, one.id);
  await inviteVolunteer(staff(), kept, gone.id);
  await cancelShift(staff(), shift, 'Hujan');
  expect(await code(answerInvitation(guest(), one.key, { id, accept: true }))).toBe('volunteers.invitation_closed');
  expect((await matchShift(staff(), shift)).invitations).toMatchObject([{ state: 'withdrawn' }]);
  expect(await told(one.id)).toContain('Hujan');
  await leave(guest(), gone.key);
  expect((await matchShift(staff(), kept)).invitations).toEqual([]);
});

test('staff give a place to whoever asks at the desk, and take somebody out, who is told', async () => {
  const [shift, one, other] = [await aShift(), await someone(), await someone()];
  expect(await giveOutPlace(staff(), shift, one.id)).toBe('confirmed');
  expect(await giveOutPlace(staff(), shift, other.id)).toBe('waiting');
  const [place] = (await getShift(staff(), shift)).places;
  await takeOutPlace(staff(), place?.id ?? 0);
  expect((await getShift(staff(), shift)).places).toMatchObject([{ volunteerId: other.id, status: 'confirmed' }]);
  expect(await told(one.id)).toContain('unplaced');
  expect(await code(takeOutPlace(staff(), place?.id ?? 0))).toBe('volunteers.not_placed');
});

test('a check that is taken back with a reason gives the places that ask for it to who waits', async () => {
  const [asks, free] = [await aShift(1, { needs: ['reference'] }), await aShift(1, {}, 96)];
  const [one, next] = [await someone(), await someone()];
  const checkId = await checked(one.id, 'reference');
  await checked(next.id, 'reference');
  await takePlace(guest(), one.key, asks);
  await takePlace(guest(), one.key, free);
  expect(await takePlace(guest(), next.key, asks)).toBe('waiting');
  const version = await versionOf(one.id);
  expect(await code(takeBackCheck(staff(), one.id, { checkId, reason: ' ', version }))).toBe('platform.invalid_input');
  expect(
    await code(takeBackCheck(staff(), next.id, { checkId, reason: 'Palsu', version: await versionOf(next.id) })),
  ).toBe('volunteers.check_not_found');
  expect(await takeBackCheck(staff(), one.id, { checkId, reason: 'Surat tidak asli', version })).toBe(1);
  expect((await getShift(staff(), asks)).places).toMatchObject([{ volunteerId: next.id, status: 'confirmed' }]);
  expect((await getShift(staff(), free)).places).toMatchObject([{ volunteerId: one.id, status: 'confirmed' }]);
  expect(await told(one.id)).toContain('unplaced');
  expect(await told(one.id)).not.toContain('tidak asli');
  expect(await getVolunteer(staff(), one.id)).toMatchObject({
    checks: [],
    takenBack: [{ reason: 'Surat tidak asli' }],
  });
  expect(await code(takePlace(guest(), one.key, await aShift(1, { needs: ['reference'] }, 120)))).toBe(
    'volunteers.checks_missing',
  );
});

test('who takes a place while the check for it is taken back has none in the end, whoever comes first', async () => {
  const [shift, one] = [await aShift(1, { needs: ['reference'] }), await someone()];
  const checkId = await checked(one.id, 'reference');
  const version = await versionOf(one.id);
  const held = await holdRow(t, 'volunteer', one.id);
  const both = Promise.allSettled([
    takePlace(guest(), one.key, shift),
    takeBackCheck(staff(), one.id, { checkId, reason: 'Keliru', version }),
  ]);
  await held.waitedFor(2);
  await held.letGo();
  const [, taken] = await both;
  expect(taken.status).toBe('fulfilled');
  expect((await getShift(staff(), shift)).places).toEqual([]);
});

test('an invitation that is answered while the shift is called off gives no place', async () => {
  const [shift, one] = [await aShift(), await someone()];
  const id = await inviteVolunteer(staff(), shift, one.id);
  const held = await holdRow(t, 'volunteer_shift', shift);
  const both = Promise.allSettled([
    cancelShift(staff(), shift, 'Banjir'),
    answerInvitation(guest(), one.key, { id, accept: true }),
  ]);
  await held.waitedFor(2);
  await held.letGo();
  const [cancelled] = await both;
  expect(cancelled.status).toBe('fulfilled');
  expect((await getShift(staff(), shift)).places).toEqual([]);
});
