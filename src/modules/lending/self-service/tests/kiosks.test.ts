import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { checkOut } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Library } from '#modules/ground/libraries';
import { reportCardLost, resetPin } from '#modules/people/members';
import { suspendMember } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import {
  addKiosk,
  closeKiosk,
  enrolKiosk,
  layBefore,
  lendBasket,
  listKiosks,
  openKiosk,
  renewKioskCode,
  returnAtKiosk,
  revokeKiosk,
  saveSelfServiceRule,
  selfServiceRuleOf,
  takeAway,
  viewKiosk,
} from '../index.ts';

const t = useTestDb();
let kota: Library;
let token = '';
/** Somebody else's connections. */
let busy: Db;
let kioskId = 0;
/** A tablet: nobody is signed in. */
const tablet = (): Ctx => t.ctx({ kind: 'anonymous' });
const refused = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const later = (seconds: number): void => t.clock.set(new Date(t.clock.now().getTime() + seconds * 1000).toISOString());
const rule = async (more: object): Promise<void> =>
  saveSelfServiceRule(t.ctx(), kota.id, { ...(await selfServiceRuleOf(t.db, kota.id)), ...more });

beforeAll(async () => {
  busy = openDb(poolConfig(t.address, 2)).db;
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  const made = await addKiosk(t.ctx(), { libraryId: kota.id, name: 'Lantai 1' });
  kioskId = made.id;
  ({ token } = await enrolKiosk(tablet(), { code: made.code.toLowerCase(), ip: '10.0.0.1' }));
});
afterAll(async () => busy.destroy());
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  await rule({ kioskPin: false, returnBox: false });
  await closeKiosk(tablet(), token);
});

let made = 0;
const reader = async (more: object = {}): Promise<string> => {
  made += 1;
  return makeMember(t.ctx(), {
    fullName: `Hj. Ratna Dewi ${made}`,
    number: `P${made}`,
    homeLibrary: 'KOTA',
    category: 'umum',
    ...more,
  });
};
const copy = async (title = 'Pulang'): Promise<string> => {
  made += 1;
  return makeCopy(t.ctx(), { title, barcode: `K${made}`, libraryId: kota.id });
};
const show = async (card: string, pin = ''): Promise<void> => openKiosk(tablet(), token, { card, pin, ip: '10.0.0.1' });
const view = async () => viewKiosk(tablet(), token);
const lay = async (barcode: string): Promise<void> => layBefore(tablet(), token, barcode);
const loansOf = async (number: string) =>
  t.db
    .selectFrom('loan')
    .innerJoin('member', 'member.id', 'loan.memberId')
    .leftJoin('selfLoan', 'selfLoan.loanId', 'loan.id')
    .select(['loan.id', 'selfLoan.via'])
    .where('member.number', '=', number)
    .execute();

describe('a tablet becomes a kiosk', () => {
  test('by a code that works once, for a quarter of an hour, and stops when it is taken back', async () => {
    const { id, code } = await addKiosk(t.ctx(), { libraryId: kota.id, name: 'Lantai 2' });
    later(16 * 60);
    expect(await refused(enrolKiosk(tablet(), { code, ip: '10.0.0.2' }))).toBe('self_service.wrong_kiosk_code');
    const again = await renewKioskCode(t.ctx(), id);
    const second = await enrolKiosk(tablet(), { code: again.code, ip: '10.0.0.2' });
    expect(await refused(enrolKiosk(tablet(), { code: again.code, ip: '10.0.0.2' }))).toBe(
      'self_service.wrong_kiosk_code',
    );
    expect((await viewKiosk(tablet(), second.token)).kiosk.name).toBe('Lantai 2');
    await revokeKiosk(t.ctx(), id);
    expect(await refused(viewKiosk(tablet(), second.token))).toBe('self_service.kiosk_not_enrolled');
    expect(await refused(viewKiosk(tablet(), null))).toBe('self_service.kiosk_not_enrolled');
    expect((await listKiosks(t.ctx(), kota.id)).map(({ name }) => name)).toEqual(['Lantai 1']);
    const trace = await t.db
      .selectFrom('auditEvent')
      .select('action')
      .where('entity', '=', 'kiosk')
      .where('entityId', '=', String(id))
      .orderBy('id')
      .execute();
    expect(trace.map(({ action }) => action)).toEqual([
      'kiosk.added',
      'kiosk.code_renewed',
      'kiosk.enrolled',
      'kiosk.revoked',
    ]);
    expect(await refused(addKiosk(t.ctx({ grants: [] }), { libraryId: kota.id, name: 'X' }))).toBe(
      'platform.forbidden',
    );
  });
});

describe('a reader at a kiosk', () => {
  test('only looks: nothing is written, no number is used up, and nobody who is busy with member or copy is waited for', async () => {
    const number = await reader();
    const [first, second] = [await copy(), await copy('Laut Bercerita')];
    await show(number);
    for (const book of [first, second]) await lay(book);
    const used = async () =>
      (await sql<{ value: number }>`select last_value as value from loan_id_seq`.execute(t.db)).rows[0]?.value;
    const before = await used();
    const held = await busy.transaction().execute(async (trx) => {
      await sql`select 1 from member where number = ${number} for update`.execute(trx);
      await sql`select 1 from item where barcode in (${first}, ${second}) for update`.execute(trx);
      return view();
    });
    expect(held.reader?.basket.map(({ itemBarcode }) => itemBarcode)).toEqual([first, second]);
    expect(await used()).toBe(before);
    await lendBasket(tablet(), token);
    const due = new Map((await view()).reader?.lent.map((loan) => [loan.itemBarcode, loan.dueAt]));
    // what was offered is what was lent
    expect(held.reader?.basket.map(({ itemBarcode, dueAt }) => [itemBarcode, dueAt])).toEqual([...due]);
  });

  test('lays books, takes one away, lends the rest, and is greeted by one word', async () => {
    const number = await reader();
    const [first, second, third] = [await copy('Pulang'), await copy('Laut Bercerita'), await copy()];
    await show(number);
    for (const book of [first, second, third]) await lay(book);
    await lay(first);
    await takeAway(tablet(), token, third);
    expect(await loansOf(number)).toEqual([]);
    const before = (await view()).reader;
    expect(before).toMatchObject({ nickname: 'Ratna', lent: [] });
    expect(before?.basket.map(({ title }) => title)).toEqual(['Pulang', 'Laut Bercerita']);
    const both = await Promise.all([lendBasket(tablet(), token), lendBasket(tablet(), token)]);
    expect(both).toEqual([[], []]);
    expect((await loansOf(number)).map(({ via }) => via)).toEqual(['kiosk', 'kiosk']);
    const after = (await view()).reader;
    expect([after?.basket.length, after?.lent.length]).toEqual([0, 2]);
    await closeKiosk(tablet(), token);
    expect((await view()).reader).toBeNull();
  });

  test('meets the limit with what lies before the kiosk, and a book that the desk lent meanwhile stays out', async () => {
    const pupil = await reader({ category: 'pelajar' });
    await show(pupil);
    const [first, second] = [await copy(), await copy()];
    await lay(first);
    await lay(second);
    expect(await refused(lay(await copy()))).toBe('self_service.limit_reached');
    const desk = { ...t.ctx(), libraryId: kota.id };
    await checkOut(desk, { memberNumber: await reader(), itemBarcode: second });
    expect((await lendBasket(tablet(), token)).map(({ code }) => code)).toEqual(['self_service.copy_on_loan']);
    expect(await loansOf(pupil)).toHaveLength(1);
    expect((await view()).reader?.basket).toEqual([]);
  });

  test('is told no private reason on a screen that others see', async () => {
    const number = await reader();
    const found = await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow();
    await suspendMember(t.ctx(), number, { untilDate: '2026-12-24', reason: 'Buku basah' });
    await show(number);
    expect(await refused(lay(await copy()))).toBe('self_service.ask_desk');
    expect(found.id).toBeGreaterThan(0);
    expect(await refused(show('BUKAN-KARTU'))).toBe('self_service.card_unread');
    const lost = await reader();
    await reportCardLost(t.ctx(), lost);
    expect(await refused(show(lost))).toBe('self_service.card_unread');
  });

  test('types the PIN where the library asks for it', async () => {
    const number = await reader();
    const { pin } = await resetPin(t.ctx(), number);
    await rule({ kioskPin: true });
    expect(await refused(show(number, '000001'))).toBe('members.wrong_sign_in');
    expect((await view()).reader).toBeNull();
    await show(number, pin);
    expect((await view()).reader).not.toBeNull();
  });

  test('who walks away is signed out by the server, and the next reader does not meet them', async () => {
    await show(await reader());
    await lay(await copy());
    later(59);
    expect((await view()).reader).not.toBeNull();
    later(60);
    expect(await refused(lay(await copy()))).toBe('self_service.kiosk_locked');
    expect((await view()).reader).toBeNull();
    expect(await t.db.selectFrom('kioskSession').selectAll().where('kioskId', '=', kioskId).execute()).toEqual([]);
  });

  test('puts a book into the box beside it without a card, and learns of nobody', async () => {
    const book = await copy();
    await checkOut({ ...t.ctx(), libraryId: kota.id }, { memberNumber: await reader(), itemBarcode: book });
    expect(await refused(returnAtKiosk(tablet(), token, book))).toBe('self_service.box_not_offered');
    await rule({ returnBox: true });
    const drop = await returnAtKiosk(tablet(), token, book);
    expect(drop).toMatchObject({ title: 'Pulang', itemBarcode: book });
    expect(JSON.stringify(drop)).not.toContain('Ratna');
    expect(await refused(returnAtKiosk(tablet(), token, await copy()))).toBe('self_service.not_on_loan');
  });
});
