import { beforeAll, expect, test } from 'vitest';
import { checkIn, undoCheckOut } from '#modules/lending/circulation';
import { makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { makeLink } from '#modules/stock/links';
import {
  cancelEnrolment,
  chainOfLinks,
  enrol,
  enrolInSeries,
  getProgram,
  type EnrolmentInput,
} from '#modules/community/programs';
import { makeAttendance, makeProgram, noteFirstLoans } from '#modules/community/programs/testing';
import type { Ctx } from '#platform/context';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { programLinkRetention, programsPersonalData } from '../personal-data.ts';

const t = useTestDb();
let libraryId = 0;
let made = 0;
const desk = (): Ctx => ({ ...t.ctx(), libraryId });
const anonymous = (): Ctx => t.ctx({ kind: 'anonymous' });
const linkTo = async (target: string, channel = 'wall'): Promise<string> => {
  const code = await makeLink(t.ctx(), libraryId, { kind: 'address', target, label: 'Poster', place: 'Halte' });
  await t.db.updateTable('shortLink').set({ channel }).where('code', '=', code).execute();
  return code;
};
const guest = async (programId: number, more: Partial<EnrolmentInput> = {}) => {
  made += 1;
  return enrol(anonymous(), { programId, name: `Tamu ${made}`, contact: `tamu${made}@example.org`, ...more });
};
/** A member who enrols by a link. */
const member = async (programId: number, cameBy: string) => {
  made += 1;
  const number = `R${made}`;
  await makeMember(t.ctx(), { number, fullName: `Pembaca ${made}`, homeLibrary: 'KOTA' });
  const { id } = await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow();
  const ctx = t.ctx({ kind: 'member', id, number, name: `Pembaca ${made}`, sessionId: made });
  return { id, number, enrolment: await enrol(ctx, { programId, cameBy }) };
};
const lend = async (memberNumber: string) =>
  makeLoan(desk(), { memberNumber, libraryId, title: `Buku ${(made += 1)}` });
const answers = async (moment: string) =>
  t.db
    .selectFrom('heardCount')
    .select(['answer', 'people', 'heardMonth'])
    .where('moment', '=', moment)
    .orderBy('answer')
    .execute();
const program = async () => {
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId);
  const { slug } = await getProgram(t.ctx(), id);
  return { id, session: sessionIds[0] ?? 0, page: `/kegiatan/${slug}` };
};

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});

test('who comes by the code of a poster is counted with it, also after it was taken down; a code that leads elsewhere is none', async () => {
  const { id, page } = await program();
  const [code, elsewhere] = [await linkTo(`${page}#daftar`), await linkTo('/kegiatan/lain')];
  await guest(id, { cameBy: code.toUpperCase() });
  await guest(id, { cameBy: elsewhere });
  await guest(id, { cameBy: 'zzzzzz' });
  await guest(id, { cameBy: "'; drop table member" });
  await guest(id);
  await t.db.updateTable('shortLink').set({ retiredAt: t.clock.now() }).where('code', '=', code).execute();
  await guest(id, { cameBy: code });
  const steps = { attended: 0, withCard: 0, firstLoans: 0 };
  expect(await chainOfLinks(t.db, [code, elsewhere, 'zzzzzz'])).toEqual([{ code, enrolled: 2, ...steps }]);
  await expect(guest(id, { cameBy: '\u0000' })).rejects.toMatchObject({ code: 'platform.invalid_input' });
  await expect(guest(id, { cameBy: 'x'.repeat(200_000) })).rejects.toMatchObject({ fields: { cameBy: 'too_long' } });
});

test('from where people know is counted once for each, beside nobody; the code of a poster answers by itself', async () => {
  await t.db.deleteFrom('heardCount').execute();
  const { id, page } = await program();
  const code = await linkTo(page);
  await guest(id, { heardFrom: 'friend' });
  await guest(id, { heardFrom: 'friend' });
  await guest(id, { cameBy: code });
  // what somebody says themselves holds
  await guest(id, { cameBy: code, heardFrom: 'media' });
  await guest(id, { cameBy: await linkTo(page, 'whatsapp') });
  // a screen says nothing of itself
  await guest(id, { cameBy: await linkTo(page, 'screen') });
  await guest(id);
  // refused, so nothing was heard
  await expect(guest(id, { name: '', heardFrom: 'passing' })).rejects.toMatchObject({ code: 'platform.invalid_input' });
  expect(await answers('enrolment')).toEqual([
    { answer: 'friend', people: 2, heardMonth: '2026-11-01' },
    { answer: 'media', people: 1, heardMonth: '2026-11-01' },
    { answer: 'poster', people: 1, heardMonth: '2026-11-01' },
    { answer: 'social', people: 1, heardMonth: '2026-11-01' },
  ]);
  expect(await answers('registration')).toEqual([]);
});

test('who enrols in a whole series is asked and counted once', async () => {
  await t.db.deleteFrom('heardCount').execute();
  const series = 'Klub baca';
  const first = await makeProgram(t.ctx(), libraryId, { program: { series } });
  await makeProgram(t.ctx(), libraryId, { program: { series } });
  const code = await linkTo(`/kegiatan/${(await getProgram(t.ctx(), first.id)).slug}`);
  const who = { name: 'Sari', contact: 'sari@example.org' };
  expect(await enrolInSeries(anonymous(), { programId: first.id, ...who, cameBy: code })).toHaveLength(2);
  expect(await chainOfLinks(t.db, [code])).toMatchObject([{ enrolled: 1 }]);
  expect(await answers('enrolment')).toMatchObject([{ answer: 'poster', people: 1 }]);
});

test('sixty who answer at once are sixty', async () => {
  await t.db.deleteFrom('heardCount').execute();
  const { id } = await program();
  await Promise.all(Array.from({ length: 60 }, async () => guest(id, { heardFrom: 'school' })));
  expect(await answers('enrolment')).toMatchObject([{ answer: 'school', people: 60 }]);
});

test('two who enrol and answer at once in programmes of a series wait for each other in no circle', async () => {
  await t.db.deleteFrom('heardCount').execute();
  const series = 'Kelas malam';
  const ids: number[] = [];
  for (let nth = 0; nth < 3; nth += 1) ids.push((await makeProgram(t.ctx(), libraryId, { program: { series } })).id);
  const one = async (programId: number, name: string) =>
    enrol(anonymous(), { programId, name, contact: `${name}@example.org`, heardFrom: 'friend' });
  const all = async (programId: number, name: string) =>
    enrolInSeries(anonymous(), { programId, name, contact: `${name}@example.org`, heardFrom: 'friend' });
  await Promise.all(
    Array.from({ length: 8 }, async (_, nth) =>
      nth % 2 === 0 ? all(ids[nth % 3] ?? 0, `seri${nth}`) : one(ids[2] ?? 0, `satu${nth}`),
    ),
  );
  expect(await answers('enrolment')).toMatchObject([{ answer: 'friend', people: 8 }]);
});

test('who enrols and takes it back three times is nobody', async () => {
  const { id, page } = await program();
  const code = await linkTo(page);
  for (let nth = 0; nth < 3; nth += 1) {
    const { ticket } = await enrol(anonymous(), {
      programId: id,
      name: 'Budi',
      contact: 'b@example.org',
      cameBy: code,
    });
    await cancelEnrolment(anonymous(), { ticket });
  }
  expect(await chainOfLinks(t.db, [code])).toEqual([]);
});

test('a first loan is one after they came, within ninety days, and the first that is known of them', async () => {
  const { id, page, session } = await program();
  const code = await linkTo(page);
  const people = [];
  for (let nth = 0; nth < 6; nth += 1) people.push(await member(id, code));
  const [begins, reader, late, absent, undone, old] = people;
  if (!begins || !reader || !late || !absent || !undone || !old) throw new Error('six are wanted');
  // had a card before, and what was read with it may have been cut
  await t.db.updateTable('member').set({ joinedOn: '2026-01-05' }).where('id', '=', old.id).execute();
  await lend(reader.number);
  t.clock.set('2026-11-26T09:00:00+07:00');
  for (const { enrolment } of [begins, reader, late, undone, old]) {
    await makeAttendance(t.ctx(), session, enrolment.id);
  }
  t.clock.set('2026-11-27T09:00:00+07:00');
  for (const one of [begins, reader, absent, old]) await lend(one.number);
  await undoCheckOut(desk(), await lend(undone.number));
  const steps = async () => (await chainOfLinks(t.db, [code]))[0];
  expect(await steps()).toEqual({ code, enrolled: 6, attended: 5, withCard: 5, firstLoans: 0 });
  await noteFirstLoans(t.ctx());
  expect(await steps()).toEqual({ code, enrolled: 6, attended: 5, withCard: 5, firstLoans: 1 });
  t.clock.set('2027-02-25T09:00:00+07:00');
  await lend(late.number);
  await noteFirstLoans(t.ctx());
  await noteFirstLoans(t.ctx());
  expect(await steps()).toMatchObject({ firstLoans: 1 });
  // when the time is over nothing says any more who it was
  t.clock.set('2027-04-25T09:00:00+07:00');
  await noteFirstLoans(t.ctx());
  await noteFirstLoans(t.ctx());
  const marked = t.db.selectFrom('programEnrolment').select('id').where('firstLoan', '=', true);
  expect(await marked.where('cameBy', '=', code).execute()).toEqual([]);
  expect(await steps()).toMatchObject({ firstLoans: 1 });
  t.clock.set(TEST_NOW);
});

test('the sum stays when it is forgotten who it was', async () => {
  const { id, page, session } = await program();
  const code = await linkTo(page);
  const [erased, cut] = [await member(id, code), await member(id, code)];
  await makeAttendance(t.ctx(), session, erased.enrolment.id);
  await makeAttendance(t.ctx(), session, cut.enrolment.id);
  t.clock.set('2026-11-27T09:00:00+07:00');
  for (const { number } of [erased, cut]) {
    const loanId = await lend(number);
    const { barcode } = await t.db
      .selectFrom('loan')
      .innerJoin('item', 'item.id', 'loan.itemId')
      .select('item.barcode')
      .where('loan.id', '=', loanId)
      .executeTakeFirstOrThrow();
    await checkIn(desk(), { itemBarcode: barcode });
  }
  await noteFirstLoans(t.ctx());
  const before = await chainOfLinks(t.db, [code]);
  expect(before).toEqual([{ code, enrolled: 2, attended: 2, withCard: 2, firstLoans: 2 }]);
  await t.db.updateTable('program').set({ state: 'closed' }).where('id', '=', id).execute();
  await t.db.transaction().execute(async (trx) => programsPersonalData.erase(trx, { ...t.ctx(), db: trx }, erased.id));
  await programLinkRetention.clear(t.ctx(), new Date('2027-06-01T00:00:00Z'), t.storage);
  const rows = t.db.selectFrom('programEnrolment').select(['memberId', 'firstLoan']).where('cameBy', '=', code);
  const unknown = { memberId: null, firstLoan: false };
  expect(await rows.execute()).toEqual([unknown, unknown]);
  expect(await chainOfLinks(t.db, [code])).toEqual(before);
  t.clock.set(TEST_NOW);
});
