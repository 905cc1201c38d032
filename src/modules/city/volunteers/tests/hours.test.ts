import { expect, test } from 'vitest';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { addDays, HOME_ZONE, localDate } from '#shared/dates';
import { aPartner } from '../../../../../tests/support/partner-house.ts';
import { holdRow, isFree } from '../../../../../tests/support/held-row.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addShift,
  addTask,
  answerOffer,
  correctHours,
  getShift,
  getVolunteer,
  hoursOfPartner,
  issuePaper,
  leave,
  offerHelp,
  scanVolunteer,
  takeBackPaper,
  takePlace,
  tiePartner,
  viewOwnPage,
  type OwnKey,
  type TaskInput,
} from '../index.ts';
import { volunteerOfferRetention } from '../personal-data.ts';
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

/** Of whoever has a place in it. */
const placeOf = async (shift: number, { id }: One): Promise<number> =>
  (await getShift(staff(), shift)).places.find(({ volunteerId }) => volunteerId === id)?.id ?? 0;
/** They help from one hour to another of those before now, in a shift of their own. */
async function helped(one: One, [from, until]: [number, number], hours = 24): Promise<number> {
  const shift = await aShift(1, 1);
  await takePlace(guest(), one.key, shift);
  later(hours);
  const place = await placeOf(shift, one);
  await correctHours(staff(), place, { cameAt: ahead(-from), leftAt: ahead(-until) });
  return place;
}

test('a card read twice on leaving begins no other shift', async () => {
  const { id: libraryId } = await aLibrary(t.ctx());
  const [first, second, one] = [await aShift(1, 1), await aShift(1, 4), await someone()];
  await takePlace(guest(), one.key, first);
  await takePlace(guest(), one.key, second);
  const scan = async () => (await scanVolunteer(staff(), { libraryId, code: one.ticket })).what;
  later(1);
  expect(await scan()).toBe('came');
  later(2.9);
  expect(await scan()).toBe('left');
  expect(await scan()).toBe('again');
  expect((await getShift(staff(), second)).places).toMatchObject([{ cameAt: null }]);
  later(0.1);
  expect(await scan()).toBe('came');
});

test('hours longer than any shift, or while they were in another, are no hours', async () => {
  const one = await someone();
  const earlier = await helped(one, [20, 18]);
  const place = await helped(one, [20, 18]);
  const correct = async (from: number, until: number) =>
    correctHours(staff(), place, { cameAt: ahead(-from), leftAt: ahead(-until) });
  expect(await code(correct(16, 1))).toBe('platform.invalid_input');
  expect(await code(correct(43, 41))).toBe('platform.invalid_input');
  await correct(16, 3);
  // side by side is no overlapping
  await correct(20, 16);
  expect((await getVolunteer(staff(), one.id)).months.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(360);
  expect(earlier).not.toBe(place);
});

test('hours of a day that stands on a certificate that holds are not corrected, and no others are put there', async () => {
  const one = await someone();
  const certified = await helped(one, [22, 10]);
  later(48);
  const day = localDate(ahead(-70), HOME_ZONE);
  const issued = await issuePaper(staff(), one.id, { fromOn: addDays(day, -1), untilOn: addDays(day, 1) });
  const correct = async () => correctHours(staff(), certified, { cameAt: ahead(-70), leftAt: ahead(-68) });
  expect(await code(correct())).toBe('volunteers.hours_certified');
  const other = await someone();
  expect(await code(takeBackPaper(staff(), other.id, { code: issued.code, reason: 'Keliru' }))).toBe(
    'volunteers.paper_not_found',
  );
  expect(await code(takeBackPaper(staff(), one.id, { code: issued.code, reason: ' ' }))).toBe('platform.invalid_input');
  await takeBackPaper(staff(), one.id, { code: issued.code, reason: 'Jamnya keliru' });
  expect(await code(takeBackPaper(staff(), one.id, { code: issued.code, reason: 'Lagi' }))).toBe(
    'certificates.already_revoked',
  );
  await correct();
  expect((await getVolunteer(staff(), one.id)).months[0]?.minutes).toBe(120);
});

test('whoever comes for another partner later takes no hours along', async () => {
  const [first, second] = [await aPartner(t, { name: 'SMA 1' }), await aPartner(t, { name: 'Bank Kota' })];
  const person = await aPartner(t, { name: 'Bu Ratna', kind: 'person' });
  const one = await someone();
  const tie = async (partnerId: number) => tiePartner(staff(), one.id, { partnerId, version: await versionOf(one.id) });
  await helped(one, [20, 19]);
  await tie(first);
  const place = await helped(one, [20, 18]);
  await tie(second);
  await correctHours(staff(), place, { cameAt: ahead(-20), leftAt: ahead(-17) });
  await helped(one, [20, 16]);
  await tie(person);
  await helped(one, [20, 15]);
  const days = { from: '2020-01-01', until: '2099-12-31' };
  const minutes = async (partnerId: number) => (await hoursOfPartner(staff(), partnerId, days)).minutes;
  expect([await minutes(first), await minutes(second), await minutes(person)]).toEqual([180, 240, 300]);
  await leave(guest(), one.key);
  // a person may be the volunteer: nothing leads there
  expect([await minutes(first), await minutes(second), await minutes(person)]).toEqual([180, 240, 0]);
});

test('hours that are written down after somebody was tied to a partner are not of that partner', async () => {
  const partner = await aPartner(t, { name: 'Bank Desa' });
  const one = await someone();
  const tie = async () => tiePartner(staff(), one.id, { partnerId: partner, version: await versionOf(one.id) });
  const shift = await aShift(1, 1);
  await takePlace(guest(), one.key, shift);
  later(24);
  await tie();
  await correctHours(staff(), await placeOf(shift, one), { cameAt: ahead(-20), leftAt: ahead(-18) });
  const days = { from: '2020-01-01', until: '2099-12-31' };
  const minutes = async () => (await hoursOfPartner(staff(), partner, days)).minutes;
  expect(await minutes()).toBe(0);
  // what is said again stands since it was said first
  const next = await aShift(1, 1);
  await takePlace(guest(), one.key, next);
  later(24);
  await tie();
  await correctHours(staff(), await placeOf(next, one), { cameAt: ahead(-20), leftAt: ahead(-18) });
  expect(await minutes()).toBe(120);
});

test('whoever comes, or whose hours are corrected, while their partner is merged waits for it and holds nothing meanwhile', async () => {
  const partner = await aPartner(t, { name: 'Pramuka' });
  const one = await someone();
  await tiePartner(staff(), one.id, { partnerId: partner, version: await versionOf(one.id) });
  const { id: libraryId } = await aLibrary(t.ctx());
  const shift = await aShift(1, 1);
  await takePlace(guest(), one.key, shift);
  later(1);
  const place = await placeOf(shift, one);
  for (const work of [
    async () => scanVolunteer(staff(), { libraryId, code: one.ticket }),
    async () => correctHours(staff(), place, { cameAt: ahead(-1), leftAt: ahead(0) }),
  ]) {
    const held = await holdRow(t, 'partner', partner);
    const working = work();
    await held.waitedFor(1);
    expect(await isFree(t, 'volunteer', one.id)).toBe(true);
    await held.letGo();
    await working;
  }
});

test('whoever is accepted in the moment in which old offers go is not forgotten', async () => {
  const [one, other] = [await offered(), await offered()];
  const held = await holdRow(t, 'volunteer', one.id);
  const accepting = answerOffer(staff(), one.id, { accept: true, words: 'Ya', version: 0 });
  await held.waitedFor(1);
  const going = volunteerOfferRetention.clear(t.ctx(), ahead(1), t.storage);
  await held.waitedFor(2);
  await held.letGo();
  await accepting;
  expect((await going).gone).toBe(1);
  expect((await getVolunteer(staff(), one.id)).name).not.toBe('');
  expect((await getVolunteer(staff(), other.id)).name).toBe('');
});
