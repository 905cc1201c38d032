import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { checkOut, placeHold, receiveItem } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { createLibrary, type Library } from '#modules/ground/libraries';
import { addBlock, findMemberByNumber } from '#modules/people/members';
import { suspendMember } from '#modules/people/members/testing';
import { aMember } from '#modules/people/members/testing';
import type { Actor, Ctx } from '#platform/context';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import { makeSecrets } from '#platform/rights/secrets';
import {
  listAtDoor,
  offerSelfLoan,
  ownReceipts,
  provePresence,
  roomCode,
  saveSelfServiceRule,
  selfCheckOut,
  tickAtDoor,
} from '../index.ts';

const t = useTestDb();
const secrets = makeSecrets('k1', new Map([['k1', Buffer.alloc(32, 7)]]));
/** Real connections, one for each phone. */
let many: Db;
let kota: Library;
let school: Library;
const NO_BOX = { returnBox: false, dropPresence: true, kioskPin: false, kioskSeconds: 60 };
const HOUSE = '10.20.0.9';
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  school = await createLibrary(t.ctx(), { code: 'SMPN1', name: 'SMPN 1', type: 'sekolah' });
  for (const { id } of [kota, school]) {
    await saveSelfServiceRule(t.ctx(), id, { phone: true, presence: 'either', networks: ['10.20.0.0/16'], ...NO_BOX });
  }
  many = openDb(poolConfig(t.address, 30)).db;
});
afterAll(async () => many.destroy());
beforeEach(() => t.clock.set(TEST_NOW));

const refused = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const later = (minutes: number): void => t.clock.set(new Date(Date.parse(TEST_NOW) + minutes * 60_000).toISOString());
let made = 0;
async function reader(more: Partial<Parameters<typeof makeMember>[1]> = {}): Promise<Ctx & { number: string }> {
  made += 1;
  const number = await makeMember(t.ctx(), {
    fullName: `Ratna Pembaca ${made}`,
    number: `P${made}`,
    homeLibrary: 'KOTA',
    category: 'umum',
    ...more,
  });
  return signedIn(number);
}
async function signedIn(number: string): Promise<Ctx & { number: string }> {
  const member = await findMemberByNumber(t.db, number);
  const actor: Actor = { kind: 'member', id: member?.id ?? 0, number, name: 'Ratna', sessionId: 1 };
  return { ...t.ctx(actor), number };
}
const copy = async (title = 'Bumi Manusia'): Promise<string> => {
  made += 1;
  return makeCopy(t.ctx(), { title, barcode: `E${made}`, libraryId: kota.id });
};
const inHouse = { token: null, ip: HOUSE };
const borrow = async (ctx: Ctx, itemBarcode: string, more: { requestKey?: string; libraryId?: number } = {}) =>
  selfCheckOut(ctx, secrets, { libraryId: kota.id, itemBarcode, evidence: inHouse, requestKey: null, ...more });
const offer = async (ctx: Ctx, itemBarcode: string) =>
  offerSelfLoan(ctx, secrets, { libraryId: kota.id, itemBarcode, evidence: inHouse });
const loansOf = async (barcode: string) =>
  t.db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .select(['loan.id', 'loan.loanedBy', 'loan.memberId'])
    .where('barcode', '=', barcode)
    .execute();

describe('being in the library', () => {
  test('is shown by the code of the room, which is worth nothing after four minutes, nor to another, nor elsewhere', async () => {
    const [ratna, dimas] = [await reader(), await reader()];
    const { code } = await roomCode(t.ctx(), secrets, kota.id);
    later(3);
    const { token } = await provePresence(ratna, secrets, {
      library: 'KOTA',
      code: `${code.slice(0, 4)} ${code.slice(4)}`,
    });
    later(4);
    expect(await refused(provePresence(dimas, secrets, { library: 'KOTA', code }))).toBe('self_service.wrong_code');
    expect(await refused(provePresence(ratna, secrets, { library: 'SMPN1', code }))).toBe('self_service.wrong_code');
    const by = async (ctx: Ctx, libraryId: number, shown: string, itemBarcode: string) =>
      selfCheckOut(ctx, secrets, {
        libraryId,
        itemBarcode,
        evidence: { token: shown, ip: '1.1.1.1' },
        requestKey: null,
      });
    const book = await copy();
    expect(await refused(by(dimas, kota.id, token, book))).toBe('self_service.presence_needed');
    expect(await refused(by(ratna, school.id, token, book))).toBe('self_service.presence_needed');
    expect(await refused(by(ratna, kota.id, token.replace(/.$/, '_'), book))).toBe('self_service.presence_needed');
    expect(await by(ratna, kota.id, token, book)).toMatchObject({ title: 'Bumi Manusia' });
    later(24);
    expect(await refused(by(ratna, kota.id, token, await copy()))).toBe('self_service.presence_needed');
  });

  test('codes are not guessed by trying, and a library that offers nothing lends nothing', async () => {
    const ratna = await reader();
    for (let n = 0; n < 20; n++) await refused(provePresence(ratna, secrets, { library: 'KOTA', code: 'AAAAAAAA' }));
    expect(await refused(provePresence(ratna, secrets, { library: 'KOTA', code: 'AAAAAAAA' }))).toBe(
      'platform.too_many_requests',
    );
    const closed = await makeLibrary(t.ctx(), 'TUTUP', 'Perpustakaan Lain');
    expect(await refused(borrow(ratna, await copy(), { libraryId: closed.id }))).toBe('self_service.not_offered');
    expect(await refused(roomCode(t.ctx(), secrets, closed.id))).toBe('self_service.not_offered');
    expect(await refused(borrow(t.ctx(), await copy()))).toBe('platform.sign_in_needed');
  });

  test('networks are written as networks, and needed where they are the proof', async () => {
    const save = async (networks: string[]) =>
      refusal(saveSelfServiceRule(t.ctx(), kota.id, { phone: true, presence: 'network', networks, ...NO_BOX }));
    expect((await save([])).fields).toEqual({ networks: 'required' });
    for (const wrong of ['rumah', '0.0.0.0/0', '10.0.0.0/40'])
      expect((await save([wrong])).code).toBe('platform.invalid_input');
  });
});

describe('a reader before the shelf', () => {
  test('sees title and day, confirms, and has a loan that the trace does not name', async () => {
    const [ratna, book] = [await reader(), await copy('Laskar Pelangi')];
    const offered = await offer(ratna, book);
    expect(await loansOf(book)).toEqual([]);
    const loan = await borrow(ratna, book);
    expect(offered).toEqual({
      itemBarcode: book,
      title: 'Laskar Pelangi',
      mainAuthor: loan.mainAuthor,
      library: loan.library,
      dueAt: loan.dueAt,
    });
    expect(await loansOf(book)).toMatchObject([{ id: loan.loanId, loanedBy: 'Pinjam mandiri (ponsel)' }]);
    const trace = await t.db
      .selectFrom('auditEvent')
      .select(['action', 'actorKind', 'actorName', 'libraryId'])
      .where('entity', '=', 'loan')
      .where('entityId', '=', String(loan.loanId))
      .execute();
    expect(trace).toEqual([
      { action: 'loan.checked_out', actorKind: 'system', actorName: 'Pinjam mandiri (ponsel)', libraryId: kota.id },
    ]);
    expect(await refused(offer(ratna, book))).toBe('self_service.copy_yours');
  });

  test('meets the rules of the desk in words that name nobody', async () => {
    const ratna = await reader();
    const child = await reader({ category: 'pelajar' });
    const taken = await copy('Cantik Itu Luka');
    await checkOut({ ...t.ctx(), libraryId: kota.id }, { memberNumber: (await reader()).number, itemBarcode: taken });
    expect(await refused(offer(ratna, taken))).toBe('self_service.copy_on_loan');
    const reference = await makeCopy(t.ctx(), {
      title: 'Ensiklopedia',
      barcode: 'RUJUK',
      libraryId: kota.id,
      itemType: 'referensi',
    });
    expect(await refused(offer(ratna, reference))).toBe('self_service.read_here');
    expect(await refused(offer(ratna, 'TIDAK-ADA'))).toBe('self_service.unknown_barcode');
    expect(await refused(offer(await reader({ expiresOn: '2026-11-24', joinedOn: '2025-01-01' }), await copy()))).toBe(
      'self_service.card_expired',
    );
    const blocked = await reader();
    await addBlock(t.ctx(), blocked.number, { reason: 'Rahasia petugas' });
    const atDesk = await refusal(borrow(blocked, await copy()));
    expect(atDesk.code).toBe('self_service.ask_desk');
    expect(JSON.stringify(atDesk.params)).not.toContain('Rahasia');
    const suspended = await reader();
    await suspendMember(t.ctx(), suspended.number, { untilDate: '2026-12-24', reason: 'Buku basah' });
    expect((await refusal(borrow(suspended, await copy()))).params.untilText).toContain('24 Desember 2026');
    const { number } = await aMember(t.ctx(), {
      category: 'pelajar',
      birthDate: '2016-05-02',
      guardianName: 'Ibu Aji',
      guardianConsent: false,
    });
    expect(await refused(borrow(await signedIn(number), await copy()))).toBe('self_service.ask_desk');
    // a pupil's limit is two
    for (let n = 0; n < 2; n++) await borrow(child, await copy());
    expect((await refusal(borrow(child, await copy()))).params).toEqual({
      max: 2,
      title: 'Bumi Manusia',
      barcode: expect.any(String) as string,
    });
    const other = await reader({ fullName: 'Sri Rahasia' });
    const wanted = await copy('Pulang');
    await placeHold(other, { itemBarcode: wanted, pickupLibraryId: kota.id });
    await receiveItem({ ...t.ctx(), libraryId: kota.id }, { itemBarcode: wanted });
    const kept = await refusal(borrow(ratna, wanted));
    expect(kept.code).toBe('self_service.copy_kept');
    expect(JSON.stringify(kept.params)).not.toContain('Sri');
    expect(await refused(borrow(ratna, await copy(), { libraryId: school.id }))).toBe('self_service.not_here');
  });

  test('taps twenty times and lends once; a key of another is no key', async () => {
    const [ratna, book] = [await reader(), await copy()];
    const key = 'sepuluh-angka-1';
    const phone = { ...ratna, db: many };
    const answers = await Promise.all(Array.from({ length: 20 }, async () => borrow(phone, book, { requestKey: key })));
    expect(new Set(answers.map(({ loanId }) => loanId)).size).toBe(1);
    expect(await loansOf(book)).toHaveLength(1);
    expect(await refused(borrow(await reader(), await copy(), { requestKey: key }))).toBe(
      'self_service.request_key_used',
    );
  });

  test('one copy by ten phones and ten desks at the same time: one loan', async () => {
    const book = await copy();
    const readers = [];
    for (let n = 0; n < 20; n++) readers.push(await reader());
    const outcomes = await Promise.all(
      readers.map(async (one, n) => {
        const work: Promise<unknown> =
          n % 2 === 0
            ? borrow({ ...one, db: many }, book)
            : checkOut({ ...t.ctx(), db: many, libraryId: kota.id }, { memberNumber: one.number, itemBarcode: book });
        return work.then(
          () => 'lent',
          (error: unknown) => (error instanceof Error ? error.message : 'bug'),
        );
      }),
    );
    expect(outcomes.filter((one) => one === 'lent')).toHaveLength(1);
    expect(outcomes.filter((one) => one !== 'lent').every((one) => /copy_on_loan|on_loan_to_other/.test(one))).toBe(
      true,
    );
    expect(await loansOf(book)).toHaveLength(1);
  });
});

describe('the list at the door', () => {
  test('has the word of the receipt and the titles, no names, and is ticked off', async () => {
    const ratna = await reader({ fullName: 'Ratna Dewi' });
    const first = await borrow(ratna, await copy('Jalan Raya Pos'));
    const second = await borrow(ratna, await copy('Rumah Kaca'));
    const [receipt] = await ownReceipts(ratna, secrets);
    const list = async () => listAtDoor(t.ctx(), secrets, kota.id);
    const mine = (await list()).find(({ word }) => word === receipt?.word);
    expect(mine?.loans.map(({ title }) => title)).toEqual(expect.arrayContaining(['Jalan Raya Pos', 'Rumah Kaca']));
    expect(JSON.stringify(await list())).not.toMatch(/Ratna|"P\d+"/);
    await tickAtDoor(t.ctx(), first.loanId, true);
    await tickAtDoor(t.ctx(), first.loanId, true);
    const seen = async (loanId: number) =>
      (await list()).flatMap(({ loans }) => loans).find((loan) => loan.loanId === loanId)?.seenBy;
    expect([await seen(first.loanId), await seen(second.loanId)]).toEqual(['Petugas Uji', null]);
    await tickAtDoor(t.ctx(), first.loanId, false);
    expect(await seen(first.loanId)).toBeNull();
    const trace = await t.db
      .selectFrom('auditEvent')
      .select('action')
      .where('entityId', '=', String(first.loanId))
      .where('action', 'like', 'self_loan.%')
      .orderBy('id')
      .execute();
    expect(trace.map(({ action }) => action)).toEqual(['self_loan.seen', 'self_loan.unseen']);
    later(7 * 60);
    expect(await list()).toEqual([]);
    expect(await ownReceipts(ratna, secrets)).toEqual([]);
  });

  test('a school sees and ticks the loans of its own pupils only', async () => {
    const pupil = await reader({ homeLibrary: 'SMPN1' });
    const loan = await borrow(pupil, await copy(), { libraryId: school.id });
    const desk = (libraryId: number): Ctx =>
      t.ctx({ grants: [{ libraryId, permissions: ['loans.check_out'], ownMembersOnly: true }] });
    expect((await listAtDoor(desk(school.id), secrets, school.id)).flatMap(({ loans }) => loans)).toHaveLength(1);
    const { loanId } = await borrow(pupil, await copy());
    const seen = (await listAtDoor(desk(kota.id), secrets, kota.id)).flatMap(({ loans }) => loans);
    expect(seen.map((one) => one.loanId)).not.toContain(loanId);
    expect(await refused(tickAtDoor(desk(kota.id), loanId, true))).toBe('self_service.loan_not_found');
    await tickAtDoor(desk(school.id), loan.loanId, true);
    expect(await refused(listAtDoor(desk(school.id), secrets, kota.id))).toBe('platform.forbidden');
  });
});
