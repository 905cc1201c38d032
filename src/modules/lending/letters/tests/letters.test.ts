import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { refuseRow } from '../../../../../tests/support/failing-row.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { createBulkLoan, getBulkLoan, handOver, packCopy, takeBackCopy } from '#modules/lending/bulk-loans';
import { payCharges, recordCharge } from '#modules/lending/charges';
import { checkIn, checkOut, claimReturned } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { setSetting, type Library } from '#modules/ground/libraries';
import { issueClearance, lettersPdf, listLetters, revokeLetter, verifyLetter } from '../index.ts';
import { getLetter, issueWarning } from '../testing.ts';
import { issueWarnings } from '../issue-warnings.ts';

const t = useTestDb();
const config = { root: join(import.meta.dirname, '../../../../..') };
const IP = '192.0.2.7';
let kota: Library;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
});
beforeEach(() => t.clock.set(TEST_NOW));

const desk = () => ({ ...t.ctx(), libraryId: kota.id });
const code = (name: string): unknown => expect.objectContaining({ code: `letters.${name}` });
let made = 0;
const member = async (fullName = 'Dimas Aji Pratama'): Promise<string> => {
  made += 1;
  return makeMember(t.ctx(), { fullName, number: `S${made}`, homeLibrary: 'KOTA' });
};
const report = () => ({ signal: new AbortController().signal, progress: () => undefined });
const loanOf = async (barcode: string): Promise<number> =>
  (
    await t.db
      .selectFrom('loan')
      .innerJoin('item', 'item.id', 'loan.itemId')
      .select('loan.id')
      .where('barcode', '=', barcode)
      .executeTakeFirstOrThrow()
  ).id;
const lend = async (memberNumber: string): Promise<string> => {
  made += 1;
  const itemBarcode = await makeCopy(t.ctx(), { title: 'Bumi Manusia', barcode: `K${made}`, libraryId: kota.id });
  await checkOut(desk(), { memberNumber, itemBarcode });
  return itemBarcode;
};

describe('the clearance letter (bebas pustaka)', () => {
  test('is refused while a loan or a charge is open, and says which', async () => {
    const number = await member();
    const barcode = await lend(number);
    await recordCharge(desk(), number, { kind: 'damage', amount: 5_000 });
    await expect(issueClearance(desk(), number)).rejects.toMatchObject({
      code: 'letters.not_clear',
      params: { loans: 1, owedText: 'Rp5.000' },
    });
    await checkIn(desk(), { itemBarcode: barcode });
    await expect(issueClearance(desk(), number)).rejects.toEqual(code('not_clear'));
    await payCharges(desk(), number, { amount: 5_000, method: 'cash' });
    expect(await getLetter(desk(), await issueClearance(desk(), number))).toMatchObject({
      kind: 'clearance',
      level: null,
    });
  });

  test('an institution gets it when the last copy of its boxes is back', async () => {
    const contacts = [{ name: 'Bu Sri Wahyuni' }];
    const about = { fullName: 'TBM Mawar', homeLibrary: 'KOTA', category: 'lembaga', contacts };
    const school = await makeMember(t.ctx(), { ...about, number: 'LEMBAGA-1' });
    const agreed = { contactName: 'Bu Sri Wahyuni', startsOn: '2026-11-25', dueOn: '2026-12-23' };
    const id = await createBulkLoan(desk(), kota.id, { ...agreed, receiverMember: school });
    await expect(issueClearance(desk(), school)).rejects.toEqual(code('not_clear'));
    const itemBarcode = await makeCopy(t.ctx(), { title: 'Si Kancil', barcode: 'PAKET-1', libraryId: kota.id });
    const [box] = (await getBulkLoan(desk(), id)).boxes;
    await packCopy(desk(), { box: box?.code ?? '', itemBarcode });
    await handOver(desk(), id);
    await expect(issueClearance(desk(), school)).rejects.toMatchObject({
      code: 'letters.not_clear',
      params: { loans: 1 },
    });
    await takeBackCopy(desk(), { itemBarcode });
    expect(await getLetter(desk(), await issueClearance(desk(), school))).toMatchObject({ kind: 'clearance' });
  });

  test('has a running number, and anybody can check it: initials only, and whether it was taken back', async () => {
    const number = await member();
    const one = await getLetter(desk(), await issueClearance(desk(), number, { purpose: 'pengambilan ijazah' }));
    const two = await getLetter(desk(), await issueClearance(desk(), number));
    expect(two.number).toMatch(/^\d{3}\/BP\/KOTA\/11\/2026$/);
    expect(Number(two.number.slice(0, 3))).toBe(Number(one.number.slice(0, 3)) + 1);
    const anybody = t.ctx({ kind: 'anonymous' });
    const seen = await verifyLetter(anybody, one.code.toLowerCase().replace('-', ''), IP);
    expect(seen).toMatchObject({ number: one.number, initials: 'D. A. P.', revokedAt: null });
    expect(JSON.stringify(seen)).not.toMatch(/Dimas|S\d/);
    expect(await verifyLetter(anybody, 'AAAA-AAAA', IP)).toBeNull();

    await expect(revokeLetter(desk(), one.id, { reason: '' })).rejects.toMatchObject({
      fields: { reason: 'required' },
    });
    const revoking = desk();
    await revokeLetter(revoking, one.id, { reason: 'Salah orang' });
    await expect(revokeLetter(desk(), one.id, { reason: 'Lagi' })).rejects.toEqual(code('already_revoked'));
    expect((await verifyLetter(anybody, one.code, IP))?.revokedAt).toEqual(revoking.clock.now());
    expect((await listLetters(desk(), { libraryId: kota.id, memberNumber: number, limit: 9 })).data).toMatchObject([
      { id: two.id, revoked: null },
      { id: one.id, revoked: { reason: 'Salah orang' } },
    ]);
  });

  test('nobody can try all codes', async () => {
    const tries = Array.from({ length: 70 }, async () => verifyLetter(t.ctx({ kind: 'anonymous' }), 'X', '192.0.2.99'));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter((outcome) => outcome.status === 'rejected').length).toBe(10);
  });

  test('says tomorrow what it said today, whatever happens to the letterhead', async () => {
    const id = await issueClearance(desk(), await member());
    const before = await lettersPdf(desk(), config, [id], 'https://lumbung.example');
    await setSetting(t.ctx(), 'letterhead', {
      parent: 'Pemerintah Kota Blitar',
      office: 'Dinas Perpustakaan',
      address: '',
      place: 'Blitar',
      signOffice: 'Kepala Dinas',
      signName: 'Drs. Hendro',
      signDetails: 'NIP 19700312 199603 1 004',
    });
    expect(await lettersPdf(desk(), config, [id], 'https://lumbung.example')).toEqual(before);
    expect(before.fileName).toMatch(/^\d{3}-BP-KOTA-11-2026\.pdf$/);
    const other = { ...desk(), ...t.ctx({ grants: [{ libraryId: kota.id, permissions: ['loans.read'] }] }) };
    await expect(lettersPdf(other, config, [id], '')).rejects.toMatchObject({ code: 'platform.forbidden' });
  });
});

describe('warnings', () => {
  test('one, two and three, seven days apart, with the titles as they were; then no more', async () => {
    const number = await member();
    await lend(number);
    await expect(issueWarning(desk(), number, kota.id)).rejects.toEqual(code('nothing_overdue'));
    const at = (day: string) => t.clock.set(`${day}T10:00:00+07:00`);
    at('2026-12-10');
    expect(await getLetter(desk(), await issueWarning(desk(), number, kota.id))).toMatchObject({
      kind: 'warning',
      level: 1,
      number: expect.stringMatching(/\/SP\/KOTA\/12\/2026$/) as string,
    });
    at('2026-12-12');
    await expect(issueWarning(desk(), number, kota.id)).rejects.toEqual(code('too_soon'));
    for (const [day, level] of [
      ['2026-12-17', 2],
      ['2026-12-24', 3],
    ] as const) {
      at(day);
      expect(await getLetter(desk(), await issueWarning(desk(), number, kota.id))).toMatchObject({ level });
    }
    at('2027-01-10');
    await expect(issueWarning(desk(), number, kota.id)).rejects.toEqual(code('all_warned'));
    // a warning is between the library and its reader
    const [letter] = (await listLetters(desk(), { libraryId: kota.id, memberNumber: number, limit: 1 })).data;
    expect(await verifyLetter(t.ctx({ kind: 'anonymous' }), letter?.code ?? '', IP)).toBeNull();
  });

  test('a book that the reader says to have brought back is not named; with nothing else there is no warning', async () => {
    const number = await member();
    const [claimed, kept] = [await lend(number), await lend(number)];
    t.clock.set('2026-12-10T10:00:00+07:00');
    await claimReturned(desk(), { loanId: await loanOf(claimed) });
    const id = await issueWarning(desk(), number, kota.id);
    const { content } = await t.db
      .selectFrom('letter')
      .select('content')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(content).toMatchObject({ titles: [{ barcode: kept }] });
    const other = await member();
    const only = await lend(other);
    t.clock.set('2026-12-24T10:00:00+07:00');
    await claimReturned(desk(), { loanId: await loanOf(only) });
    await expect(issueWarning(desk(), other, kota.id)).rejects.toEqual(code('nothing_overdue'));
  });

  test('for everybody overdue at a library at once, as one PDF; who was warned a short time ago is left out', async () => {
    const numbers = [await member('Siti Rahma'), await member('Budi'), await member('Ni Luh Ayu')];
    for (const number of numbers) await lend(number);
    t.clock.set('2026-12-11T10:00:00+07:00');
    await issueWarning(desk(), numbers[0] ?? '', kota.id);
    const { ids, leftOut } = await issueWarnings({ ...desk(), requestId: 'sekaligus' }, kota.id, report());
    expect(ids.length).toBeGreaterThanOrEqual(2);
    expect(leftOut).toBeGreaterThanOrEqual(1);
    const { body } = await lettersPdf(desk(), config, ids, 'https://lumbung.example');
    const pages =
      Buffer.from(body)
        .toString('latin1')
        .match(/\/Type \/Page\b(?!s)/g) ?? [];
    expect(pages).toHaveLength(ids.length);
    expect((await issueWarnings({ ...desk(), requestId: 'lagi' }, kota.id, report())).ids).toEqual([]);
  });

  test('warnings of a library whose worker was stopped go on, and what was issued before counts', async () => {
    const numbers = [await member(), await member(), await member()];
    for (const number of numbers) await lend(number);
    t.clock.set('2026-12-25T10:00:00+07:00');
    const work = { ...desk(), requestId: 'terputus' };
    const stop = new AbortController();
    const progress = (done: number): void => (done === 2 ? stop.abort(new Error('the power went')) : undefined);
    await expect(issueWarnings(work, kota.id, { signal: stop.signal, progress })).rejects.toThrow('the power went');
    const { ids } = await issueWarnings(work, kota.id, report());
    const letters = await Promise.all(ids.map(async (id) => getLetter(desk(), id)));
    expect(letters.map((letter) => letter.memberNumber)).toEqual(expect.arrayContaining(numbers));
    expect(new Set(letters.map((letter) => letter.memberNumber)).size).toBe(ids.length);
  });

  test('a warning that goes wrong stops nobody else’s, and is said', async () => {
    const [first, wrong, last] = [await member(), await member(), await member()];
    for (const number of [first, wrong, last]) await lend(number);
    t.clock.set('2026-12-28T10:00:00+07:00');
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { id } = await t.db.selectFrom('member').select('id').where('number', '=', wrong).executeTakeFirstOrThrow();
    const mended = await refuseRow(t.db, 'letter', { on: 'insert', when: `new.member_id = ${id}` });
    const { ids, failed } = await issueWarnings({ ...desk(), requestId: 'satu gagal' }, kota.id, report());
    await mended();
    const letters = await Promise.all(ids.map(async (letter) => getLetter(desk(), letter)));
    expect(letters.map((letter) => letter.memberNumber)).toEqual(expect.arrayContaining([first, last]));
    expect(failed).toBe(1);
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });
});
