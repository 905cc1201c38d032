import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { suggestTitle } from '#modules/stock/acquisition';
import { placeBooking } from '#modules/lending/bookings';
import { cancelHold, checkIn, checkOut, endMembership, placeHold, renewLoan } from '#modules/lending/circulation';
import { makeCopy, makeMember } from '#modules/lending/circulation/testing';
import { issueClearance } from '#modules/lending/letters';
import { createLibrary } from '#modules/ground/libraries';
import {
  addBlock,
  carryOutRequest,
  confirmOwnData,
  createMember,
  erasureHindrances,
  getMember,
  giveConsent,
  liftBlock,
  makeRequest,
  replaceCard,
  resetPin,
  signInMember,
} from '#modules/people/members';
import { enrol } from '#modules/community/programs';
import { makeProgram } from '#modules/community/programs/testing';
import { saveReview } from '#modules/lending/reading';
import { recordCardVisit } from '#modules/premises/visits';
import type { Ctx } from '#platform/context';
import { columns, personalData } from '../src/entrypoints/personal-data.ts';
import { testSecrets } from './support/bare-services.ts';
import { columnsOf, readWords, type Fate } from './support/column-words.ts';
import { DOCUMENTS, findWords } from './support/find-words.ts';
import { TEST_NOW, useTestDb } from './support/test-db.ts';
import { ErasureWatch } from './support/watch-erasure.ts';

const t = useTestDb({ demo: true });
let desk: Ctx;
let libraryId = 0;
const said = readWords(columns);
let watch: ErasureWatch;

beforeAll(async () => {
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opensMinute: 480, closesMinute: 1200 }));
  const library = await createLibrary(t.ctx(), { code: 'UJI', name: 'Perpustakaan Uji', type: 'pusat', openingHours });
  libraryId = library.id;
  watch = new ErasureWatch(t.db, said, await columnsOf(t.db));
  desk = { ...t.ctx(), libraryId };
});

const fateOf = (place: string): Fate => said.fates.get(place) ?? 'none';
/** Of all that is kept by a word of its module, official documents alone may go on naming a person. */
const undeclared = async (words: readonly string[]): Promise<string[]> =>
  (await findWords(t.db, words)).filter((place) => fateOf(place) !== 'kept' || !DOCUMENTS.includes(place));

const actionsOf = async (ids: number[]): Promise<string[]> =>
  ids.length === 0
    ? []
    : (await t.db.selectFrom('auditEvent').select('action').where('id', 'in', ids).execute()).map(
        ({ action }) => action,
      );

async function erase(number: string): Promise<void> {
  const { id } = await makeRequest(desk, number, { kind: 'erase' });
  await carryOutRequest(desk, { personalData, storage: t.storage }, id);
}

const NIK = '3572015505900077';
const WORDS = [
  'Zulaikha Ratnaningtyas',
  'Ratnaningtyas',
  'ZQ771',
  '81355512345',
  'zulaikha.rn@contoh.example',
  'Kenanga Merah 77',
  'Wagiman Suroprawiro',
  '81299977766',
  NIK,
  testSecrets.mac('nik', NIK).toString('hex'),
];

test('who is erased stands nowhere any more, but where it is declared with a reason', async () => {
  t.clock.set(TEST_NOW);
  const named = { fullName: 'Zulaikha Ratnaningtyas', homeLibrary: 'UJI', category: 'umum' };
  const person = await createMember(
    desk,
    {
      ...named,
      number: 'ZQ771',
      sex: 'P',
      birthDate: '1990-05-15',
      phone: '0813 5551 2345',
      email: 'zulaikha.rn@contoh.example',
      address: 'Jl. Kenanga Merah 77',
      guardianName: 'Wagiman Suroprawiro',
      guardianPhone: '0812 9997 7766',
      notes: 'Adik Zulaikha Ratnaningtyas juga anggota.',
      nik: NIK,
    },
    testSecrets,
  );
  // somebody else with the same name, whose trace stays as it is
  const other = await createMember(desk, { ...named, number: 'LAIN-1', birthDate: '1985-01-01' });
  const { pin } = await resetPin(desk, 'ZQ771');
  const visitor = { ip: '10.1.2.3', userAgent: 'uji' };
  const { sessionId } = await signInMember(t.ctx({ kind: 'anonymous' }), { number: 'ZQ771', secret: pin, ...visitor });
  const self: Ctx = {
    ...t.ctx({ kind: 'member', id: person.id, number: 'ZQ771', name: person.fullName, sessionId }),
    libraryId,
  };
  const copy = async (title: string, itemType = 'umum') =>
    makeCopy(desk, { title, barcode: `HAPUS-${title}`, libraryId, itemType });

  await giveConsent(desk, 'ZQ771', {
    purpose: 'reading_history',
    channel: 'desk',
    guardianName: 'Wagiman Suroprawiro',
  });
  const block = await addBlock(desk, 'ZQ771', { reason: 'Zulaikha Ratnaningtyas diminta datang.' });
  await liftBlock(desk, block.id);
  const itemBarcode = await copy('Satu');
  const { loan } = await checkOut(desk, { memberNumber: 'ZQ771', itemBarcode });
  t.clock.set('2026-12-01T10:00:00+07:00');
  await renewLoan(self, { loanId: loan.id });
  await checkIn(desk, { itemBarcode });
  await saveReview(self, loan.bibId, { stars: 4, body: 'Bagus sekali, kata Ratnaningtyas.' });
  const reader = await makeMember(desk, { fullName: 'Pembaca Lain', number: 'LAIN-2', homeLibrary: 'UJI' });
  const lent = await checkOut(desk, { memberNumber: reader, itemBarcode: await copy('Dua') });
  const wish = { bibId: lent.loan.bibId, pickupLibraryId: libraryId };
  const ended = await placeHold(self, wish);
  await cancelHold(self, ended.id);
  const hold = await placeHold(self, wish);
  const tool = await copy('Proyektor', 'alat');
  const time = { startsAt: new Date('2026-12-10T09:00:00+07:00'), endsAt: new Date('2026-12-11T09:00:00+07:00') };
  const booking = await placeBooking(self, { itemBarcodes: [tool], ...time, purpose: 'Acara Zulaikha Ratnaningtyas' });
  await suggestTitle(self, {
    title: 'Buku yang Diminta Zulaikha',
    author: null,
    publisher: null,
    year: null,
    note: 'Untuk Ratnaningtyas.',
  });
  await recordCardVisit(desk, { libraryId, card: 'ZQ771' });
  const soon = { startsAt: new Date('2026-12-20T08:00:00+07:00'), endsAt: new Date('2026-12-20T10:00:00+07:00') };
  const program = await makeProgram(desk, libraryId, {
    sessions: [{ title: 'Sesi', format: 'lecture', jp: 2, ...soon }],
  });
  await enrol(self, { programId: program.id });
  await confirmOwnData(self);
  const otherCopy = await copy('Tiga');
  await checkOut(desk, { memberNumber: 'LAIN-1', itemBarcode: otherCopy });
  const { number } = await replaceCard(desk, 'ZQ771', { number: 'ZQ771-2' });
  await issueClearance(desk, number);
  await makeRequest(desk, number, { kind: 'correct', details: 'Alamat' });
  const traceOf = async (id: number) =>
    t.db
      .selectFrom('auditEvent')
      .selectAll()
      .where((eb) =>
        eb.or([eb('subjectId', '=', id), eb.and([eb('entity', '=', 'member'), eb('entityId', '=', String(id))])]),
      )
      .orderBy('id')
      .execute();
  const otherTrace = await traceOf(other.id);
  expect(JSON.stringify(otherTrace)).toContain('Zulaikha Ratnaningtyas');
  expect((await findWords(t.db, WORDS)).length).toBeGreaterThan(8);
  // where the person stands now, a module says what becomes of it
  const personal: readonly Fate[] = ['gone', 'cut', 'blanked', 'unnamed', 'kept'];
  expect((await findWords(t.db, WORDS)).filter((place) => !personal.includes(fateOf(place)))).toEqual([]);

  // an upgrade finds the same people in the trace of before
  const subjects = async () => t.db.selectFrom('auditEvent').select(['id', 'subjectId']).orderBy('id').execute();
  const written = await subjects();
  await sql`alter table audit_event drop column subject_id`.execute(t.db);
  for (const name of [
    '20261128040200_audit_subject',
    '20261129330000_audit_letters_subject',
    '20261130950100_audit_words_subject',
  ]) {
    const upgrade = await readFile(`db/migrations/${name}.sql`, 'utf8');
    await t.db.transaction().execute(async (trx) => sql.raw(upgrade).execute(trx));
  }
  const upgraded = new Map((await subjects()).map((row) => [row.id, row.subjectId]));
  const missed = written.filter((row) => upgraded.get(row.id) !== row.subjectId);
  // acts whose words never said the number are among them
  expect(await actionsOf([...upgraded].flatMap(([one, subject]) => (subject === person.id ? one : [])))).toEqual(
    expect.arrayContaining(['letter.issued', 'subject_request.made']),
  );
  // tickets came later than that upgrade, and wrote down whose they are from their first day
  const known = (await actionsOf(missed.map((row) => row.id))).filter((action) => action !== 'ticket.received');
  expect(known).toEqual([]);

  const watched = await watch.before(person.id, WORDS);
  await erase(number);
  expect(await watch.after(watched)).toEqual([]);

  // the namesake keeps the name, on the card and in the trace
  expect(await traceOf(other.id)).toEqual(otherTrace);
  await t.db
    .updateTable('member')
    .set({ fullName: 'x', foldedName: 'x', searchName: '' })
    .where('id', '=', other.id)
    .execute();
  const otherLines = otherTrace.map(({ id }) => id);
  await t.db.transaction().execute(async (trx) => {
    await sql`select set_config('lumbung.redaction', 'on', true)`.execute(trx);
    await trx.updateTable('auditEvent').set({ before: null, after: null }).where('id', 'in', otherLines).execute();
  });
  expect(await undeclared(WORDS)).toEqual([]);
  // what is declared is true: a letter does stay
  expect(await findWords(t.db, ['Zulaikha Ratnaningtyas'])).toEqual(['letter.content']);

  // what was under way has ended, and others may have the copies
  const { status } = await t.db
    .selectFrom('booking')
    .select('status')
    .where('id', '=', booking.id)
    .executeTakeFirstOrThrow();
  expect(status).toBe('cancelled');
  await placeBooking(desk, { memberNumber: reader, itemBarcodes: [tool], ...time });
  expect(await t.db.selectFrom('hold').select('status').where('id', '=', hold.id).executeTakeFirstOrThrow()).toEqual({
    status: 'cancelled',
  });
});

test('members of the sample city, with all that came together around them', async () => {
  const { rows } = await sql<{
    id: number;
    number: string;
    phone: string | null;
    email: string | null;
    address: string | null;
  }>`
    select id, number, phone, email, address from member m
    where erased_at is null and kind = 'person' and is_sample
    order by (select count(*) from notification n where n.member_id = m.id)
      + (select count(*) from visit v where v.member_id = m.id)
      + 50 * (select count(*) from program_enrolment e where e.member_id = m.id)
      + 50 * (select count(*) from review r where r.member_id = m.id)
      + 50 * (select count(*) from suggestion s where s.member_id = m.id)
      + 50 * (select count(*) from locker_use l where l.member_id = m.id) desc, id
    limit 60`.execute(t.db);
  const words: string[] = [];
  for (const { id, number, phone, email, address } of rows) {
    if (words.length > 30) break;
    if ((await erasureHindrances(desk, personalData, id)).length > 0) continue;
    // streets and numbers that others share are theirs too
    const own = [number, phone, email, address].filter((word): word is string => word !== null && word.length > 5);
    const shared = await sql<{ word: string }>`select word from unnest(${own}::text[]) word
      where exists (select from member m where m.id <> ${id} and strpos(m::text, word) > 0)
        or exists (select from authority a where strpos(a.control_number, word) > 0)`.execute(t.db);
    const watched = await watch.before(id, own);
    await erase(number);
    expect(await watch.after(watched)).toEqual([]);
    words.push(...own.filter((word) => !shared.rows.some((row) => row.word === word)));
  }
  expect(words.length).toBeGreaterThan(20);
  expect(await undeclared(words)).toEqual([]);
});

test('whoever leaves keeps no copy for a card that is over', async () => {
  const number = await makeMember(desk, { fullName: 'Yang Pergi', number: 'PERGI-1', homeLibrary: 'UJI' });
  const tool = await makeCopy(desk, { title: 'Layar', barcode: 'HAPUS-LAYAR', libraryId, itemType: 'alat' });
  const time = { startsAt: new Date('2026-12-14T09:00:00+07:00'), endsAt: new Date('2026-12-15T09:00:00+07:00') };
  const booking = await placeBooking(desk, { memberNumber: number, itemBarcodes: [tool], ...time });
  const { version } = await getMember(desk, number);
  await endMembership(desk, { memberNumber: number, version });
  const row = await t.db
    .selectFrom('booking')
    .select(['status', 'endedAt'])
    .where('id', '=', booking.id)
    .executeTakeFirstOrThrow();
  expect(row.status).toBe('cancelled');
  expect(row.endedAt).not.toBeNull();
  await placeBooking(desk, { memberNumber: 'LAIN-2', itemBarcodes: [tool], ...time });
});
