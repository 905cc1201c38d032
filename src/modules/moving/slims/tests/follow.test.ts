import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addItems, mergeBibs, setBibHidden, updateBib, updateItem } from '#modules/collection/catalog';
import { createLibrary } from '#modules/ground/libraries';
import { systemCtx } from '#platform/context';
import { balanceOf, payCharges } from '#modules/lending/charges';
import { checkIn, placeHold, pullList, renewLoan } from '#modules/lending/circulation';
import { updateMember } from '#modules/people/members';
import { eraseByNumber } from '#modules/people/members/testing';
import { personalData } from '../../runs/personal-data.ts';
import { chargeRunningFines } from '../../../lending/circulation/loans/charge-running-fines.ts';
import { remindLoans } from '../../../lending/circulation/loans/remind-loans.ts';
import { isConflict, isUpdated } from '#shared/moving/said';
import { back, copy, fine, lent, loanDump } from './loan-dump.ts';
import { useMovingHouse } from '../../../../../tests/support/moving-house.ts';
import { fatesOf, type Moved } from './run-migration.ts';

/** What a dump of a week later brings: what has changed in SLiMS since, and nothing that people here have changed themselves. */
const { t, settleIn, move } = useMovingHouse();
const erase = async (number: string): Promise<void> => eraseByNumber(t.ctx(), personalData, number);
beforeAll(async () => {
  await settleIn();
});
beforeEach(() => t.clock.set('2026-11-25T10:00:00+07:00'));

type Row = ReturnType<typeof copy>;
const title = (id: number, text: string, more: Row = {}): Row => ({
  ...{ biblio_id: id, title: text, language_id: 'id', frequency_id: 0 },
  ...more,
});
const member = (id: string, name: string, more: Row = {}): Row => ({
  ...{ member_id: id, member_name: name, member_type_id: 1 },
  ...more,
});

/** A library of its own for each test: titles, copies and members with numbers that nobody else has. */
function small(nth: number) {
  const [bib, code, reader] = [nth * 100, `F-${nth}`, `R-${nth}`];
  const rows = {
    biblio: [title(bib, `Sawah ${nth}`)],
    item: [copy(bib, code, bib)],
    member: [member(reader, `Pembaca ${nth}`)],
    loan: [lent(bib, code, reader, '2026-11-16', '2026-11-30')],
    fines: [fine(bib, reader, { debet: 5000 })],
  };
  return { bib, code, reader, rows, dump: (more: Partial<typeof rows> = {}) => loanDump({ ...rows, ...more }) };
}
/** What a run says of what has changed; rows that are refused are said by every run. */
const changesIn = ({ said }: Moved) => said.filter((one) => isUpdated(one) || isConflict(one));
const codesOf = (moved: Moved): string[] =>
  changesIn(moved)
    .map(({ code }) => code)
    .toSorted();
const itemOf = async (barcode: string) =>
  t.db
    .selectFrom('item')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .selectAll('item')
    .select(['bib.title', 'bib.hidden', 'bib.marc', 'bib.version as bibVersion'])
    .where('barcode', '=', barcode)
    .executeTakeFirstOrThrow();
const loansOf = async (barcode: string) =>
  t.db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .selectAll('loan')
    .where('item.barcode', '=', barcode)
    .orderBy('loan.id')
    .execute();
const memberOf = async (number: string) =>
  t.db.selectFrom('member').selectAll().where('number', '=', number).executeTakeFirstOrThrow();

describe('titles', () => {
  test('one that SLiMS has changed is changed here; a trial says so and writes nothing', async () => {
    const { bib, code, dump } = small(1);
    await move(dump());
    const later = dump({ biblio: [title(bib, 'Sawah yang Baru', { opac_hide: 1 })] });
    const trial = await move(later, { dryRun: true });
    expect([codesOf(trial), trial.report.updated]).toEqual([['updated_title'], 1]);
    expect(await itemOf(code)).toMatchObject({ title: 'Sawah 1', hidden: false });
    const moved = await move(later);
    expect(codesOf(moved)).toEqual(['updated_title']);
    expect(fatesOf(moved, 'biblio')).toEqual([1, 0, 0, 0, 1]);
    expect(await itemOf(code)).toMatchObject({ title: 'Sawah yang Baru' });
    expect(codesOf(await move(later))).toEqual([]);
    // and once more, on top of what the migration itself wrote
    expect(codesOf(await move(dump()))).toEqual(['updated_title']);
    expect(await itemOf(code)).toMatchObject({ title: 'Sawah 1', hidden: false });
  });

  test('one that people here have changed stays, and is named until somebody decides', async () => {
    const { bib, code, dump } = small(2);
    await move(dump());
    const { bibId, bibVersion, marc } = await itemOf(code);
    const own = JSON.parse(JSON.stringify(marc).replace('Sawah 2', 'Sawah Ibu')) as Parameters<
      typeof updateBib
    >[1]['marc'];
    await updateBib(t.ctx(), { id: bibId, version: bibVersion, marc: own });
    const later = dump({ biblio: [title(bib, 'Sawah Bapak')] });
    for (const dryRun of [true, false, false]) {
      const moved = await move(later, { dryRun });
      expect([codesOf(moved), moved.report.conflicts]).toEqual([['conflict_title_changed_here'], 1]);
    }
    expect(await itemOf(code)).toMatchObject({ title: 'Sawah Ibu' });
    // both say the same now
    await move(dump({ biblio: [title(bib, 'Sawah Ibu')] }));
    expect(codesOf(await move(dump({ biblio: [title(bib, 'Sawah Ibu')] })))).toEqual([]);
  });

  test('one that was hidden here and renamed there is a conflict; one deleted here stays deleted in silence', async () => {
    const { bib, dump } = small(3);
    await move(dump({ item: [], loan: [], fines: [] }));
    const { id, version } = await t.db
      .selectFrom('bib')
      .select(['id', 'version'])
      .where('title', '=', 'Sawah 3')
      .executeTakeFirstOrThrow();
    await setBibHidden(t.ctx(), { id, version, hidden: true });
    const later = dump({ biblio: [title(bib, 'Sawah Tiga')], item: [], loan: [], fines: [] });
    expect(codesOf(await move(later))).toEqual(['conflict_title_changed_here']);
    await t.db
      .updateTable('bib')
      .set({ deletedAt: t.clock.now(), deletedReason: 'salah' })
      .where('id', '=', id)
      .execute();
    expect(codesOf(await move(later))).toEqual([]);
  });
});

describe('copies', () => {
  test('a new copy of a title that was merged here stands under the one that is left; of one that was deleted it is refused', async () => {
    const [one, two, three] = [small(61), small(62), small(63)];
    for (const { dump } of [one, two, three]) await move(dump({ loan: [], fines: [] }));
    const bibOf = async (code: string) => (await itemOf(code)).bibId;
    const [keep, drop] = [await bibOf(one.code), await bibOf(two.code)];
    await mergeBibs(t.ctx(), { keepId: keep, keepVersion: 1, dropId: drop, dropVersion: 1 });
    const more = (nth: typeof one) => [...nth.rows.item, copy(nth.bib + 1, `${nth.code}-BARU`, nth.bib)];
    const merged = await move(two.dump({ item: more(two), loan: [], fines: [] }));
    expect(fatesOf(merged, 'item')).toEqual([2, 1, 0, 0, 1]);
    expect(await bibOf('F-62-BARU')).toBe(keep);
    await t.db
      .updateTable('bib')
      .set({ deletedAt: t.clock.now(), deletedReason: 'salah' })
      .where('id', '=', await bibOf(three.code))
      .execute();
    const deleted = await move(three.dump({ item: more(three), loan: [], fines: [] }));
    expect(deleted.said.filter(({ table, code }) => table === 'item' && code === 'title_gone')).toHaveLength(1);
    expect(await t.db.selectFrom('item').select('id').where('barcode', '=', 'F-63-BARU').execute()).toEqual([]);
  });

  test('what people here have renamed is no change in SLiMS', async () => {
    const { dump } = small(64);
    await move(dump());
    const { reader } = small(64);
    const { version } = await memberOf(reader);
    await updateMember(t.ctx(), reader, version, { fullName: 'Nama dari Meja' });
    await t.db.updateTable('memberCategory').set({ code: 'umum-lama' }).where('code', '=', 'umum').execute();
    // neither of the category, nor of a member who was changed here as well
    expect(codesOf(await move(dump()))).toEqual([]);
    await t.db.updateTable('memberCategory').set({ code: 'umum' }).where('code', '=', 'umum-lama').execute();
  });

  test('a copy that lost its number when it came keeps it in its note, whatever changes later', async () => {
    const { bib, dump } = small(65);
    const { bibId, libraryId } = await itemOf('F-64');
    await addItems(t.ctx(), { bibId, libraryId, itemType: 'umum', barcodes: ['F-65'] });
    await move(dump({ loan: [], fines: [] }));
    const came = async () =>
      t.db.selectFrom('item').selectAll().where('copyNote', 'like', '%SLiMS: F-65%').executeTakeFirstOrThrow();
    const { id, barcode } = await came();
    // its title has another call number now: the copy is not relabelled with a number that another one bears
    const later = dump({ biblio: [title(bib, 'Sawah 65', { call_number: '630 UJI s' })], loan: [], fines: [] });
    expect(codesOf(await move(later))).toContain('updated_copy');
    expect(await came()).toMatchObject({ id, barcode, callNumber: '630 UJI s' });
    const free = dump({ ...small(65).rows, item: [copy(bib, 'F-65-BEBAS', bib)], loan: [], fines: [] });
    expect(codesOf(await move(free))).toContain('updated_copy');
    expect(await came()).toMatchObject({ id, barcode: 'F-65-BEBAS' });
  });

  test('its state there follows, though two states have one name; a new call number of its title is none of its own', async () => {
    const { bib, code, dump } = small(67);
    const own = { call_number: '630 UJI a' };
    await move(dump({ item: [copy(bib, code, bib, own)], loan: [], fines: [] }));
    const renamed = dump({
      ...{ biblio: [title(bib, 'Sawah 67', { call_number: '631 UJI b' })], loan: [], fines: [] },
      item: [copy(bib, code, bib, own)],
    });
    const { version } = await itemOf(code);
    expect(codesOf(await move(renamed))).toEqual(['updated_title']);
    expect(await itemOf(code)).toMatchObject({ callNumber: '630 UJI a', version });
    const missing = dump({ item: [copy(bib, code, bib, { ...own, item_status_id: 'MIS' })], loan: [], fines: [] });
    expect(codesOf(await move(missing))).toContain('updated_copy');
    expect(await itemOf(code)).toMatchObject({ status: 'missing' });
  });

  test('a barcode that was the accession number of the copy before is its barcode all the same', async () => {
    const { bib, code, dump } = small(68);
    const { bibId, libraryId } = await itemOf('F-64');
    await addItems(t.ctx(), { bibId, libraryId, itemType: 'umum', barcodes: ['F-68-LAIN'] });
    await t.db.updateTable('item').set({ accessionNumber: 'F-68-SAMA' }).where('barcode', '=', 'F-68-LAIN').execute();
    await move(dump({ item: [copy(bib, code, bib, { inventory_code: 'F-68-SAMA' })], loan: [], fines: [] }));
    expect(await itemOf(code)).toMatchObject({ copyNote: 'No. induk di SLiMS: F-68-SAMA' });
    const later = dump({ item: [copy(bib, 'F-68-SAMA', bib, { inventory_code: 'F-68-SAMA' })], loan: [], fines: [] });
    expect(codesOf(await move(later))).toEqual(['updated_copy']);
    expect(await itemOf('F-68-SAMA')).toMatchObject({ copyNote: 'No. induk di SLiMS: F-68-SAMA' });
  });

  test('where people here have made it what SLiMS says, there is nothing to decide', async () => {
    const { bib, code, dump } = small(66);
    await move(dump({ loan: [], fines: [] }));
    const { id, version } = await itemOf(code);
    await updateItem(t.ctx(), { id, version, barcode: 'F-66-BARU' });
    const later = dump({ item: [copy(bib, 'F-66-BARU', bib)], loan: [], fines: [] });
    expect(codesOf(await move(later))).toEqual([]);
  });

  test('its new code follows; its accession number stays', async () => {
    const { bib, code, dump } = small(11);
    await move(dump({ loan: [], fines: [] }));
    const { accessionNumber } = await itemOf(code);
    const later = dump({ item: [copy(bib, 'F-11-BARU', bib)], loan: [], fines: [] });
    expect(codesOf(await move(later))).toEqual(['updated_copy']);
    expect(await itemOf('F-11-BARU')).toMatchObject({ accessionNumber });
    expect(codesOf(await move(later))).toEqual([]);
  });

  test('a code that another copy bears here is refused, a copy that people here have changed stays', async () => {
    const { bib, code, dump } = small(12);
    await move(dump({ loan: [], fines: [] }));
    const { bibId, libraryId, id, version } = await itemOf(code);
    await addItems(t.ctx(), { bibId, libraryId, itemType: 'umum', barcodes: ['F-12-ADA'] });
    const taken = dump({ item: [copy(bib, 'F-12-ADA', bib)], loan: [], fines: [] });
    for (const dryRun of [true, false])
      expect(codesOf(await move(taken, { dryRun }))).toEqual(['conflict_copy_refused']);
    await updateItem(t.ctx(), { id, version, copyNote: 'dijilid ulang' });
    const free = dump({ item: [copy(bib, 'F-12-BEBAS', bib)], loan: [], fines: [] });
    expect(codesOf(await move(free))).toEqual(['conflict_copy_changed_here']);
    expect(await itemOf(code)).toMatchObject({ copyNote: 'dijilid ulang' });
  });
});

describe('members', () => {
  test('a new name follows, the card’s number and what was set here stay', async () => {
    const { reader, dump } = small(21);
    await move(dump());
    const later = dump({ member: [member(reader, 'Pembaca yang Menikah')] });
    expect(codesOf(await move(later, { dryRun: true }))).toEqual(['updated_member']);
    expect(await memberOf(reader)).toMatchObject({ fullName: 'Pembaca 21' });
    expect(codesOf(await move(later))).toEqual(['updated_member']);
    expect(await memberOf(reader)).toMatchObject({ fullName: 'Pembaca yang Menikah' });
    // a day later the day of joining, which the row does not say, is another one: that is no change
    t.clock.set('2026-11-26T10:00:00+07:00');
    expect(codesOf(await move(later))).toEqual([]);
  });

  test('whom people here have changed stays; who was erased is not named again', async () => {
    const { reader, dump } = small(22);
    await move(dump());
    const { version } = await memberOf(reader);
    await updateMember(t.ctx(), reader, version, { fullName: 'Nama dari Meja' });
    const later = dump({ member: [member(reader, 'Nama dari SLiMS')] });
    const moved = await move(later);
    expect([codesOf(moved), moved.report.conflicts]).toEqual([['conflict_member_changed_here'], 1]);
    expect(await memberOf(reader)).toMatchObject({ fullName: 'Nama dari Meja' });
    await erase(reader);
    expect(codesOf(await move(later))).toEqual([]);
  });

  test('the library at which people here have entered them stays theirs', async () => {
    const { reader, dump } = small(23);
    await move(dump());
    const other = await createLibrary(t.ctx(), { code: 'DESA', name: 'Perpustakaan Desa', type: 'kelurahan' });
    const { id, version } = await memberOf(reader);
    // as if it had been written for SLiMS: its version is the one that a migration left
    await t.db.updateTable('member').set({ homeLibraryId: other.id }).where('id', '=', id).execute();
    expect(codesOf(await move(dump({ member: [member(reader, 'Nama Baru')] })))).toEqual(['updated_member']);
    expect(await memberOf(reader)).toMatchObject({
      ...{ fullName: 'Nama Baru', homeLibraryId: other.id, version: version + 1 },
    });
  });

  test('one whom the database refuses is said, and the others go on', async () => {
    const [one, two] = [small(24), small(25)];
    await move(one.dump());
    await move(two.dump());
    await sql`alter table member add constraint uji check (full_name <> 'Ditolak Basis Data') not valid`.execute(t.db);
    const both = (first: string) =>
      loanDump({
        ...one.rows,
        biblio: [...one.rows.biblio, ...two.rows.biblio],
        member: [member(one.reader, first), member(two.reader, 'Boleh Lewat')],
        loan: [],
        fines: [],
      });
    const moved = await move(both('Ditolak Basis Data'));
    await sql`alter table member drop constraint uji`.execute(t.db);
    expect(codesOf(moved)).toEqual(['conflict_member_refused', 'updated_member']);
    expect([await memberOf(one.reader), await memberOf(two.reader)]).toMatchObject([
      { fullName: 'Pembaca 24' },
      { fullName: 'Boleh Lewat' },
    ]);
    // nothing was remembered of the one that was refused: the next run brings it
    expect(codesOf(await move(both('Ditolak Basis Data')))).toEqual(['updated_member']);
  });
});

describe('loans', () => {
  test('what came back there has come back here: at that hour, without a fine, and the next reader finds it on the list', async () => {
    const { bib, code, reader, dump } = small(31);
    const other = 'R-31-B';
    await move(dump({ member: [member(reader, 'Pembaca 31'), member(other, 'Pembaca Lain')] }));
    const { bibId, libraryId } = await itemOf(code);
    await placeHold(t.ctx(), { bibId, memberNumber: other, pickupLibraryId: libraryId });
    // after its day: policies here would ask for money
    t.clock.set('2026-12-05T10:00:00+07:00');
    const returned = dump({ loan: [back(bib, code, reader, '2026-11-16', '2026-11-30', '2026-12-04')] });
    expect(codesOf(await move(returned, { dryRun: true }))).toEqual(['updated_loan_returned']);
    expect(await loansOf(code)).toMatchObject([{ status: 'open' }]);
    const moved = await move(returned);
    expect([codesOf(moved), moved.report.updated]).toEqual([['updated_loan_returned'], 1]);
    const [loan] = await loansOf(code);
    expect(loan).toMatchObject({ status: 'returned', returnedBy: 'SLiMS' });
    expect(loan?.returnedAt?.toISOString()).toBe('2026-12-04T04:30:00.000Z');
    expect(await itemOf(code)).toMatchObject({ onLoan: false });
    expect(await balanceOf(t.db, (await memberOf(reader)).id)).toBe(5000);
    const wanted = await pullList(t.ctx(), libraryId);
    expect(JSON.stringify(wanted)).toContain(code);
    expect(codesOf(await move(returned))).toEqual([]);
  });

  test('and is out again with somebody else, though the new loan stands before the old one', async () => {
    const { bib, code, reader, dump } = small(32);
    const other = member('R-32-B', 'Pembaca Lain');
    await move(dump());
    const later = dump({
      member: [member(reader, 'Pembaca 32'), other],
      loan: [
        lent(bib + 1, code, 'R-32-B', '2026-11-24', '2026-12-01'),
        back(bib, code, reader, '2026-11-16', '2026-11-30', '2026-11-24'),
      ],
    });
    const moved = await move(later);
    expect(fatesOf(moved, 'loan')).toEqual([2, 1, 0, 0, 1]);
    expect((await loansOf(code)).map(({ status }) => status)).toEqual(['returned', 'open']);
    expect(await itemOf(code)).toMatchObject({ onLoan: true });
  });

  test('and where SLiMS forgot to take it back before it lent it again', async () => {
    const { bib, code, reader, dump, rows } = small(33);
    await move(dump());
    const later = dump({
      member: [member(reader, 'Pembaca 33'), member('R-33-B', 'Pembaca Lain')],
      loan: [...rows.loan, lent(bib + 1, code, 'R-33-B', '2026-11-24', '2026-12-01')],
    });
    expect(fatesOf(await move(later), 'loan')).toEqual([2, 1, 0, 0, 1]);
    expect((await loansOf(code)).map(({ status }) => status)).toEqual(['returned', 'open']);
    expect(codesOf(await move(later))).toEqual([]);
  });

  test('a renewal there moves the day here; reminders that waited are taken back', async () => {
    const { bib, code, reader, dump } = small(34);
    await move(dump());
    t.clock.set('2026-11-29T10:00:00+07:00');
    await remindLoans(systemCtx(t.db, t.clock, 'circulation.remind'));
    const about = `loan:${(await loansOf(code))[0]?.id ?? 0}`;
    const reminders = async () =>
      (await t.db.selectFrom('notification').select('withdrawnAt').where('about', '=', about).execute()).map(
        ({ withdrawnAt }) => withdrawnAt === null,
      );
    expect(await reminders()).toEqual([true]);
    const renewed = dump({
      loan: [lent(bib, code, reader, '2026-11-16', '2026-12-14', { renewed: 1, return_date: '2026-11-24' })],
    });
    expect(codesOf(await move(renewed))).toEqual(['updated_loan_due']);
    const [loan] = await loansOf(code);
    expect(loan).toMatchObject({ status: 'open', renewalCount: 1 });
    expect(loan?.dueAt.toISOString()).toBe('2026-12-14T16:59:59.000Z');
    expect(await reminders()).toEqual([false]);
    expect(codesOf(await move(renewed))).toEqual([]);
  });

  test('where a fine ran here meanwhile, somebody is asked to look that nobody pays twice', async () => {
    const { bib, code, reader, dump } = small(36);
    const finePerDay = async (rupiah: number | null) =>
      t.db.updateTable('loanPolicy').set({ finePerDay: rupiah }).where('libraryId', 'is', null).execute();
    await finePerDay(1000);
    await move(dump({ fines: [] }));
    t.clock.set('2026-12-04T10:00:00+07:00');
    await chargeRunningFines(systemCtx(t.db, t.clock, 'circulation.fines'));
    const returned = dump({
      loan: [back(bib, code, reader, '2026-11-16', '2026-11-30', '2026-12-03')],
      fines: [fine(bib, reader, { debet: 3000, fines_date: '2026-12-03' })],
    });
    expect(codesOf(await move(returned))).toEqual(['updated_loan_returned_fined']);
    await finePerDay(null);
  });

  test('a day that was moved here with a closed day stays', async () => {
    const { bib, code, reader, dump } = small(39);
    await move(dump());
    await t.db
      .updateTable('loan')
      .set({ dueAt: new Date('2026-12-02T16:59:59Z') })
      .where('id', '=', (await loansOf(code))[0]?.id ?? 0)
      .execute();
    const renewed = dump({ loan: [lent(bib, code, reader, '2026-11-16', '2026-12-14', { renewed: 1 })] });
    for (const dryRun of [true, false])
      expect(codesOf(await move(renewed, { dryRun }))).toEqual(['conflict_loan_changed_here']);
    expect((await loansOf(code))[0]?.dueAt.toISOString()).toBe('2026-12-02T16:59:59.000Z');
  });

  test('what was renewed or came back here is for a person to decide, again and again until both say the same', async () => {
    const { bib, code, reader, dump } = small(35);
    await move(dump());
    const [loan] = await loansOf(code);
    await renewLoan(t.ctx(), { loanId: loan?.id ?? 0 });
    const returned = dump({ loan: [back(bib, code, reader, '2026-11-16', '2026-11-30', '2026-11-24')] });
    for (const dryRun of [true, false, false]) {
      const moved = await move(returned, { dryRun });
      expect([codesOf(moved), moved.report.conflicts]).toEqual([['conflict_loan_changed_here'], 1]);
    }
    expect(await loansOf(code)).toMatchObject([{ status: 'open' }]);
    await checkIn(t.ctx(), { itemBarcode: code });
    expect(codesOf(await move(returned))).toEqual([]);
    const renewed = dump({ loan: [lent(bib, code, reader, '2026-11-16', '2026-12-14', { renewed: 1 })] });
    expect(codesOf(await move(renewed))).toEqual(['conflict_loan_ended_here']);
    expect(await loansOf(code)).toMatchObject([{ status: 'returned' }]);
  });

  test('a number under which another loan stands now changes nothing', async () => {
    const [one, two] = [small(37), small(38)];
    const both = (loan: Row[]) =>
      loanDump({
        biblio: [...one.rows.biblio, ...two.rows.biblio],
        item: [...one.rows.item, ...two.rows.item],
        member: [...one.rows.member, ...two.rows.member],
        ...{ loan, fines: [] },
      });
    await move(both([...one.rows.loan]));
    const other = back(one.bib, two.code, two.reader, '2026-11-16', '2026-11-30', '2026-11-24');
    for (const dryRun of [true, false])
      expect(codesOf(await move(both([other]), { dryRun }))).toEqual(['conflict_loan_another']);
    expect(await loansOf(one.code)).toMatchObject([{ status: 'open' }]);
  });

  test('a run that is ended among them goes on with the next', async () => {
    const many = Array.from({ length: 6 }, (_, i) => small(40 + i));
    const all = (loanOf: (one: (typeof many)[number]) => Row) =>
      loanDump({
        biblio: many.flatMap(({ rows }) => rows.biblio),
        item: many.flatMap(({ rows }) => rows.item),
        member: many.flatMap(({ rows }) => rows.member),
        loan: many.map(loanOf),
        fines: [],
      });
    await move(all(({ rows }) => rows.loan[0] ?? {}));
    const later = all(({ bib, code, reader }) => back(bib, code, reader, '2026-11-16', '2026-11-30', '2026-11-24'));
    await expect(move(later, {}, ['member', 1])).rejects.toThrow();
    const moved = await move(later);
    expect(moved.report.updated).toBe(6);
    expect((await move(later)).report.updated).toBe(0);
  });
});

describe('what is forgotten', () => {
  test('of whoever is erased nothing leads back, and they do not come again', async () => {
    const { reader, dump } = small(71);
    await move(dump({ loan: [], fines: [] }));
    const { id } = await memberOf(reader);
    await erase(reader);
    expect(
      await t.db
        .selectFrom('slimsCarried')
        .select('said')
        .where('becameId', '=', id)
        .where('tableName', '=', 'member')
        .execute(),
    ).toEqual([]);
    const again = await move(dump({ loan: [], fines: [], member: [member(reader, 'Nama Lain')] }));
    expect([fatesOf(again, 'member'), codesOf(again)]).toEqual([[1, 0, 0, 0, 1], []]);
  });
});

describe('fines', () => {
  test('what was paid for another row and went to this one is not taken for its own', async () => {
    const { bib, reader, dump } = small(56);
    const rows = (paid: number) =>
      dump({
        fines: [fine(bib, reader, { debet: 1000, credit: paid }), fine(bib + 1, reader, { debet: 1000, credit: 1500 })],
      });
    await move(rows(0));
    const { id } = await memberOf(reader);
    expect(await balanceOf(t.db, id)).toBe(500);
    const moved = await move(rows(500));
    expect(changesIn(moved)).toMatchObject([{ code: 'updated_fine', params: { paid: 500 } }]);
    expect(await balanceOf(t.db, id)).toBe(0);
  });

  test('what was paid there since is booked here once, and is no money of a till', async () => {
    const { bib, reader, dump } = small(51);
    await move(dump());
    const { id } = await memberOf(reader);
    const paid = (credit: number) => dump({ fines: [fine(bib, reader, { debet: 5000, credit })] });
    const trial = await move(paid(2000), { dryRun: true });
    expect(changesIn(trial)).toMatchObject([{ code: 'updated_fine', params: { paid: 2000 } }]);
    expect(await balanceOf(t.db, id)).toBe(5000);
    await move(paid(2000));
    expect(await balanceOf(t.db, id)).toBe(3000);
    expect(codesOf(await move(paid(2000)))).toEqual([]);
    expect(changesIn(await move(paid(5000)))).toMatchObject([{ code: 'updated_fine', params: { paid: 3000 } }]);
    expect(await balanceOf(t.db, id)).toBe(0);
    const lines = await t.db
      .selectFrom('chargeLine')
      .select(['kind', 'amount', 'receiptNumber', 'cashDay'])
      .where('memberId', '=', id)
      .orderBy('id')
      .execute();
    expect(lines).toMatchObject([
      { kind: 'fine', amount: 5000 },
      { kind: 'paid_before', amount: -2000, receiptNumber: null, cashDay: null },
      { kind: 'paid_before', amount: -3000, receiptNumber: null, cashDay: null },
    ]);
  });

  test('what was paid both there and here is for a person', async () => {
    const { bib, reader, dump } = small(52);
    await move(dump());
    const { id, homeLibraryId } = await memberOf(reader);
    await payCharges(t.ctx(), reader, { libraryId: homeLibraryId, amount: 5000, method: 'cash' });
    const paid = dump({ fines: [fine(bib, reader, { debet: 5000, credit: 5000 })] });
    const moved = await move(paid);
    expect(changesIn(moved)).toMatchObject([{ code: 'conflict_fine', params: { debet: 5000, credit: 5000 } }]);
    expect(await balanceOf(t.db, id)).toBe(0);
  });

  test('a number under which somebody else’s fine stands now pays nobody’s debt', async () => {
    const [{ bib, reader, dump }, other] = [small(54), small(55)];
    await move(dump());
    await move(other.dump());
    const { id } = await memberOf(reader);
    const moved = await move(dump({ fines: [fine(bib, other.reader, { debet: 5000, credit: 5000 })] }));
    expect(codesOf(moved)).toEqual(['conflict_fine']);
    expect(await balanceOf(t.db, id)).toBe(5000);
  });

  test('another sum is another charge: nothing is booked by itself', async () => {
    const { bib, reader, dump } = small(53);
    await move(dump());
    const { id } = await memberOf(reader);
    const moved = await move(dump({ fines: [fine(bib, reader, { debet: 9000, credit: 1000 })] }));
    expect(codesOf(moved)).toEqual(['conflict_fine']);
    expect(await balanceOf(t.db, id)).toBe(5000);
  });
});
