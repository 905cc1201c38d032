import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { certificatePdf, revokeCertificate, verifyCertificate } from '#modules/community/certificates';
import { aLibrary, aMember, eraseByNumber } from '#modules/people/members/testing';
import { noticeNeeds } from '#modules/people/notifications/testing';
import { readConfig } from '#platform/config';
import type { Ctx } from '#platform/context';
import { HOME_ZONE, localDate } from '#shared/dates';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addShift,
  addTask,
  answerOffer,
  askPaper,
  correctHours,
  countPaperHours,
  declinePaper,
  getShift,
  getVolunteer,
  issuePaper,
  leave,
  listPaperWishes,
  listPapers,
  noteNewsTold,
  offerHelp,
  ownPaperPdf,
  ownPapers,
  paperPdf,
  scanVolunteer,
  takeBackPaper,
  takePlace,
  untoldNews,
  viewOwnPage,
  type OwnKey,
} from '../index.ts';
import { volunteersPersonalData } from '../personal-data.ts';
import { closeForgottenHours } from '../testing.ts';

const t = useTestDb();
const HOUR = 3_600_000;
const IP = '192.0.2.9';
const config = readConfig({});
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const staff = (): Ctx =>
  t.ctx({ grants: [{ libraryId: null, permissions: ['volunteers.manage', 'programs.manage'] }] });
const ahead = (hours: number): Date => new Date(t.ctx().clock.now().getTime() + hours * HOUR);
const later = (hours: number): void => t.clock.set(ahead(hours).toISOString());
const dayAgo = (days: number): string => localDate(ahead(-24 * days), HOME_ZONE);
let made = 0;

async function someone(birthYear = 1990, as: Ctx = guest()): Promise<{ id: number; key: OwnKey; ticket: string }> {
  made += 1;
  const { id: libraryId } = await aLibrary(t.ctx());
  const named =
    as.actor.kind === 'member'
      ? { name: '', contact: '' }
      : { name: `Penolong ${made}`, contact: `p${made}@example.org` };
  const { ticket } = await offerHelp(as, {
    ...{ ...named, birthYear, skills: [], ownWords: '', days: [6], libraryId, conduct: true, ip: IP },
  });
  const key = { ticket, ip: IP };
  const { volunteer } = await viewOwnPage(guest(), key);
  await answerOffer(staff(), volunteer.id, { accept: true, words: 'Ya', version: volunteer.version });
  return { id: volunteer.id, key, ticket };
}

/** They help so many hours in one shift, which is then over for a day. */
async function helps(
  { key, id }: { key: OwnKey; id: number },
  hours: number,
  title = 'Merapikan rak',
): Promise<number> {
  const { id: libraryId } = await aLibrary(t.ctx());
  const taskId = await addTask(staff(), libraryId, { title, skills: [], needs: [], withChildren: false });
  const shiftId = await addShift(staff(), taskId, {
    startsAt: ahead(1),
    endsAt: ahead(1 + Math.min(14, hours)),
    places: 3,
  });
  await takePlace(guest(), key, shiftId);
  later(hours + 2);
  const place = (await getShift(staff(), shiftId)).places.find(({ volunteerId }) => volunteerId === id);
  const cameAt = ahead(-hours - 1);
  await correctHours(staff(), place?.id ?? 0, { cameAt, leftAt: new Date(cameAt.getTime() + hours * HOUR) });
  later(48);
  return place?.id ?? 0;
}

test('a volunteer asks for a certificate, staff look at the hours and give it, and anybody can check it', async () => {
  const one = await someone();
  await helps(one, 9, 'Mendongeng');
  const period = { fromOn: dayAgo(5), untilOn: dayAgo(1) };
  expect(await refusal(askPaper(guest(), one.key, period))).toMatchObject({
    code: 'volunteers.too_few_hours',
    params: { hours: 9, least: 10 },
  });
  await helps(one, 3);
  const whole = { fromOn: dayAgo(9), untilOn: dayAgo(1) };
  expect((await ownPapers(guest(), one.key)).next?.hours.minutes).toBe(720);
  await askPaper(guest(), one.key, whole);
  expect(await code(askPaper(guest(), one.key, whole))).toBe('volunteers.already_asked');
  expect((await listPaperWishes(staff())).map(({ volunteerId }) => volunteerId)).toEqual([one.id]);
  expect((await listPapers(staff(), one.id)).asked?.work).toEqual([
    { title: 'Mendongeng', shifts: 1, minutes: 540 },
    { title: 'Merapikan rak', shifts: 1, minutes: 180 },
  ]);
  const given = await issuePaper(staff(), one.id, whole);
  expect(await listPaperWishes(staff())).toEqual([]);
  expect(await verifyCertificate(guest(), given.code, IP)).toMatchObject({
    ...{ role: 'volunteer', servedMinutes: 720, revokedAt: null, program: 'Mendongeng, Merapikan rak' },
    name: (await getVolunteer(staff(), one.id)).name,
  });
  const how = { code: given.code, origin: 'https://perpustakaan.example' };
  expect((await ownPaperPdf(guest(), config, one.key, how)).body.length).toBeGreaterThan(1000);
  expect((await paperPdf(staff(), config, one.id, how)).fileName).toMatch(/SERT/);
});

test('no hour stands on two certificates that hold; what was taken back is free again', async () => {
  const one = await someone();
  await helps(one, 12);
  const period = { fromOn: dayAgo(6), untilOn: dayAgo(1) };
  const twice = await Promise.allSettled([issuePaper(staff(), one.id, period), issuePaper(staff(), one.id, period)]);
  expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await code(issuePaper(staff(), one.id, { ...period, untilOn: period.fromOn }))).toBe(
    'volunteers.period_certified',
  );
  const [first] = (await listPapers(staff(), one.id)).papers;
  await revokeCertificate(staff(), first?.code ?? '', { reason: 'Nama keliru' });
  const { code: second } = await issuePaper(staff(), one.id, period);
  expect(second).not.toBe(first?.code);
  expect((await verifyCertificate(guest(), first?.code ?? '', IP)).revokedAt).not.toBeNull();
});

test('that a certificate was issued is told no more once it was taken back, or they left', async () => {
  const [one, other] = [await someone(), await someone()];
  await helps(one, 12);
  await helps(other, 12);
  const waiting = async (id: number): Promise<number> => {
    const { rows } = await sql`select from guest_message where key like ${`volunteer:${id}:paper_issued:%`}
      and state in ('pending', 'phone')`.execute(t.db);
    return rows.length;
  };
  const period = { fromOn: dayAgo(9), untilOn: dayAgo(1) };
  const first = await issuePaper(staff(), one.id, period);
  await issuePaper(staff(), other.id, period);
  await takeBackPaper(staff(), one.id, { code: first.code, reason: 'Jamnya keliru' });
  expect([await waiting(one.id), await waiting(other.id)]).toEqual([0, 1]);
  await issuePaper(staff(), one.id, period);
  expect(await waiting(one.id)).toBe(1);
  await leave(guest(), other.key);
  expect(await waiting(other.id)).toBe(0);
});

test('that a certificate was issued waits for staff where it could not be sent, who tell it once', async () => {
  await t.db.deleteFrom('guestMessage').execute();
  const one = await someone();
  await helps(one, 12);
  await t.db.deleteFrom('guestMessage').execute();
  await issuePaper(staff(), one.id, { fromOn: dayAgo(9), untilOn: dayAgo(1) });
  await t.db.updateTable('guestMessage').set({ state: 'phone' }).execute();
  const calls = await untoldNews(staff(), noticeNeeds);
  expect(calls).toHaveLength(1);
  expect(await noteNewsTold(staff(), calls[0]?.id ?? 0)).toBe(true);
});

test('days that are not over, that end before they begin or reach out of the calendar are refused', async () => {
  const one = await someone();
  await helps(one, 12);
  later(3);
  for (const period of [
    { fromOn: dayAgo(5), untilOn: dayAgo(0) },
    { fromOn: dayAgo(1), untilOn: dayAgo(3) },
    { fromOn: '1900-01-01', untilOn: dayAgo(1) },
    { fromOn: dayAgo(5), untilOn: '9999-12-31' },
    { fromOn: 'a\0b', untilOn: dayAgo(1) },
  ]) {
    expect(await code(issuePaper(staff(), one.id, period))).toBe('platform.invalid_input');
    expect(await code(countPaperHours(staff(), one.id, period))).toBe('platform.invalid_input');
  }
});

test('hours that end by rule are counted, and it is said how many', async () => {
  const one = await someone();
  const { id: libraryId } = await aLibrary(t.ctx());
  const taskId = await addTask(staff(), libraryId, { title: 'Jaga pintu', skills: [], needs: [], withChildren: false });
  const shift = await addShift(staff(), taskId, { startsAt: ahead(1), endsAt: ahead(13), places: 1 });
  await takePlace(guest(), one.key, shift);
  later(1);
  await scanVolunteer(staff(), { libraryId, code: one.ticket });
  later(15);
  await closeForgottenHours(t.ctx());
  later(48);
  const { hours } = await countPaperHours(staff(), one.id, { fromOn: dayAgo(6), untilOn: dayAgo(1) });
  expect(hours.minutes).toBeGreaterThan(715);
  expect(hours.byRuleMinutes).toBe(hours.minutes);
});

test('of whoever may be below 18 nobody learns the name by the code', async () => {
  const one = await someone(ahead(0).getFullYear() - 30);
  const child = await someone(ahead(0).getFullYear() - 16);
  await t.db.updateTable('volunteer').set({ guardianConsentOn: '2020-01-01' }).where('id', '=', child.id).execute();
  await helps(one, 12);
  await helps(child, 12);
  const { code: given } = await issuePaper(staff(), child.id, { fromOn: dayAgo(9), untilOn: dayAgo(1) });
  expect((await verifyCertificate(guest(), given, IP)).name).toBe('');
  // whoever leaves takes the way to the paper along; the paper holds
  const how = { code: given, origin: 'https://x.example' };
  expect(await code(ownPaperPdf(guest(), config, one.key, how))).toBe('volunteers.paper_not_found');
  await leave(guest(), child.key);
  expect((await listPapers(staff(), child.id)).papers).toEqual([]);
  expect((await verifyCertificate(guest(), given, IP)).revokedAt).toBeNull();
});

test('a request is declined with words, and can be made again', async () => {
  const one = await someone();
  await helps(one, 12);
  const period = { fromOn: dayAgo(6), untilOn: dayAgo(1) };
  await askPaper(guest(), one.key, period);
  expect(await code(declinePaper(staff(), one.id, { words: ' ' }))).toBe('platform.invalid_input');
  await declinePaper(staff(), one.id, { words: 'Jam hari Sabtu kami betulkan dulu.' });
  expect(await code(declinePaper(staff(), one.id, { words: 'Lagi' }))).toBe('volunteers.paper_not_found');
  await askPaper(guest(), one.key, period);
  expect((await listPapers(staff(), one.id)).wish).toMatchObject(period);
});

test('an erasure of a member cuts the way to the certificate, which stays as it was issued', async () => {
  const member = await aMember(t.ctx(), { birthDate: '1988-02-03' });
  const own: Ctx = t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  const one = await someone(1988, own);
  await helps(one, 12);
  const { code: given } = await issuePaper(staff(), one.id, { fromOn: dayAgo(6), untilOn: dayAgo(1) });
  expect(JSON.stringify(await volunteersPersonalData.exportOf(t.db, member.id))).toContain('SERT');
  await eraseByNumber(t.ctx(), [volunteersPersonalData], member.number);
  expect(
    await t.db.selectFrom('volunteerCertificate').select('certificateId').where('volunteerId', '=', one.id).execute(),
  ).toEqual([]);
  expect((await verifyCertificate(guest(), given, IP)).name).toBe(member.fullName);
});

test('who looks after volunteers elsewhere, or nobody, gets no paper of theirs', async () => {
  const one = await someone();
  await helps(one, 12);
  const period = { fromOn: dayAgo(6), untilOn: dayAgo(1) };
  const { code: given } = await issuePaper(staff(), one.id, period);
  const other = await aLibrary(t.ctx(), 'TURI');
  const there: Ctx = t.ctx({ grants: [{ libraryId: other.id, permissions: ['volunteers.manage'] }] });
  const how = { code: given, origin: 'https://x.example' };
  for (const work of [
    async () => listPapers(there, one.id),
    async () => countPaperHours(there, one.id, period),
    async () => issuePaper(there, one.id, period),
    async () => declinePaper(there, one.id, { words: 'Tidak' }),
    async () => paperPdf(there, config, one.id, how),
    async () => certificatePdf(there, config, given, how.origin),
  ]) {
    expect(await code(work())).toBe('platform.forbidden');
  }
  expect(await listPaperWishes(there)).toEqual([]);
  expect(await code(issuePaper(guest(), one.id, period))).toBe('platform.sign_in_needed');
});
