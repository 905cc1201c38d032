import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../../tests/support/test-db.ts';
import { findItemByBarcode, setItemStatus } from '#modules/collection/catalog';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import type { Library } from '#modules/ground/libraries';
import { createCategory } from '#modules/people/members';
import { askToLend, checkIn, checkOut, createPolicy, placeHold, viewAccount } from '../../index.ts';
import { makeCopy, makeLibrary, makeMember } from '../../testing.ts';

const t = useTestDb();
let kota: Library;
let gedog: Library;
let category: { id: number; code: string };
let serial = 0;

beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  gedog = await makeLibrary(t.ctx(), 'KEL-GEDOG', 'Kel. Gedog');
  category = await createCategory(t.ctx(), { code: 'uji', nameId: 'Uji', nameEn: 'Test' });
  await createPolicy(t.ctx(), { categoryId: category.id, maxLoans: 3, maxOnSite: 2, maxHolds: 3 });
  await createPolicy(t.ctx(), { categoryId: category.id, itemType: 'av', maxLoans: 1, maxHolds: 1 });
  await createPolicy(t.ctx(), { categoryId: category.id, libraryId: gedog.id, maxLoans: 1 });
});
beforeEach(() => {
  t.clock.set(TEST_NOW);
});

const member = async () =>
  makeMember(t.ctx(), { fullName: 'Ratih Kirana', number: `L${++serial}`, homeLibrary: 'KOTA', category: 'uji' });
const copy = async (itemType = 'umum', libraryId = kota.id) =>
  makeCopy(t.ctx(), { title: 'Cantik Itu Luka', barcode: `LIM-${++serial}`, libraryId, itemType });
type Step = { at?: 'kota' | 'gedog'; itemType?: string; onSite?: boolean };

/** Lends one after another. @returns what became of each: `ok`, or the code of the refusal */
async function inOrder(steps: readonly Step[]): Promise<string[]> {
  const memberNumber = await member();
  const outcomes: string[] = [];
  for (const { at = 'kota', itemType, onSite = false } of steps) {
    const library = at === 'kota' ? kota : gedog;
    const desk = { ...t.ctx({ id: 1 }), libraryId: library.id };
    const itemBarcode = await copy(itemType, library.id);
    outcomes.push(
      await checkOut(desk, { memberNumber, itemBarcode, onSite }).then(
        () => 'ok',
        (error: { code: string }) => error.code,
      ),
    );
  }
  return outcomes;
}

describe('each limit counts its own scope', () => {
  test('all three, one of them a film, whichever comes first', async () => {
    const film = { itemType: 'av' };
    expect(await inOrder([{}, {}, film, {}])).toEqual(['ok', 'ok', 'ok', 'circulation.limit_reached']);
    expect(await inOrder([film, film, {}, {}, {}])).toEqual([
      'ok',
      'circulation.type_limit_reached',
      'ok',
      'ok',
      'circulation.limit_reached',
    ]);
    expect(await inOrder([{}, {}, {}, film])).toEqual(['ok', 'ok', 'ok', 'circulation.limit_reached']);
  });

  test('copies read here are counted apart, in every order', async () => {
    const here = { onSite: true };
    expect(await inOrder([here, {}, here, {}, {}, here, {}])).toEqual([
      ...['ok', 'ok', 'ok', 'ok', 'ok'],
      ...['circulation.limit_reached', 'circulation.limit_reached'],
    ]);
  });

  test('a library that lends one lends one, before or after the three of the main library', async () => {
    const there = { at: 'gedog' as const };
    expect(await inOrder([there, there, {}, {}, {}])).toEqual([
      'ok',
      'circulation.limit_reached',
      'ok',
      'ok',
      'circulation.limit_reached',
    ]);
    expect(await inOrder([{}, {}, there, {}])).toEqual(['ok', 'ok', 'ok', 'circulation.limit_reached']);
  });

  test('what is asked beforehand is what would be lent', async () => {
    const barcodes = [await copy('av'), await copy('av'), await copy(), await copy(), await copy()];
    const asked = await askToLend(t.ctx(), {
      memberNumber: await member(),
      libraryId: kota.id,
      itemBarcodes: barcodes,
    });
    expect(asked.map((one) => ('offered' in one ? 'ok' : (one.refused as { code: string }).code))).toEqual([
      'ok',
      'circulation.type_limit_reached',
      'ok',
      'ok',
      'circulation.limit_reached',
    ]);
  });

  test('asked beforehand, what those before would cost is owed, and each is judged by the rules of its own kind', async () => {
    const { id, code } = await createCategory(t.ctx(), { code: 'sewa', nameId: 'Sewa', nameEn: 'Rent' });
    await createPolicy(t.ctx(), { categoryId: id, maxLoans: 9, severalCopies: false });
    await createPolicy(t.ctx(), { categoryId: id, itemType: 'av', severalCopies: true, maxDebtToLend: 1000 });
    await createPolicy(t.ctx(), { categoryId: id, itemType: 'referensi', rentalCharge: 2000, feeDiscount: 25 });
    await createPolicy(t.ctx(), { categoryId: id, itemType: 'referensi', libraryId: kota.id, referenceOnly: false });
    const person = async () =>
      makeMember(t.ctx(), { fullName: 'Ratih', number: `L${++serial}`, homeLibrary: 'KOTA', category: code });
    const bibId = await makeBib(t.ctx(), { title: 'Bumi Manusia' });
    const [film, book] = [`LIM-${++serial}`, `LIM-${++serial}`];
    await makeItem(t.ctx(), { bibId, libraryId: kota.id, itemType: 'av', barcodes: [film] });
    await makeItem(t.ctx(), { bibId, libraryId: kota.id, itemType: 'umum', barcodes: [book] });
    const dear = await copy('referensi');
    const desk = { ...t.ctx({ id: 1 }), libraryId: kota.id };
    const codeOf = (error: unknown) => (error as { code: string }).code;
    for (const [barcodes, second] of [
      [[film, book], 'ok'],
      [[dear, film], 'circulation.owes_too_much'],
    ] as const) {
      const asked = await askToLend(desk, {
        memberNumber: await person(),
        libraryId: kota.id,
        itemBarcodes: barcodes,
      });
      expect(asked.map((one) => ('refused' in one ? codeOf(one.refused) : 'ok'))).toEqual(['ok', second]);
      const memberNumber = await person();
      for (const itemBarcode of barcodes) {
        const done = await checkOut(desk, { memberNumber, itemBarcode }).then(() => 'ok', codeOf);
        expect(done).toBe(itemBarcode === barcodes[0] ? 'ok' : second);
      }
      await checkIn(desk, { itemBarcode: barcodes[0] });
    }
  });

  test('at most three at once, however many desks there are', async () => {
    const memberNumber = await member();
    const barcodes = [];
    for (let n = 0; n < 8; n++) barcodes.push(await copy(n % 2 === 0 ? 'av' : 'umum'));
    const desk = { ...t.ctx({ id: 1 }), libraryId: kota.id };
    const outcomes = await Promise.allSettled(
      barcodes.map(async (itemBarcode) => checkOut(desk, { memberNumber, itemBarcode })),
    );
    const lent = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.loan.itemType] : []));
    expect(lent).toHaveLength(3);
    expect(lent.filter((type) => type === 'av').length).toBeLessThanOrEqual(1);
  });

  test('no limit at all: the account says so', async () => {
    const { id } = await createCategory(t.ctx(), { code: 'bebas', nameId: 'Bebas', nameEn: 'Free' });
    await createPolicy(t.ctx(), { categoryId: id, maxLoans: 'no_limit' });
    const number = await makeMember(t.ctx(), {
      fullName: 'Taman Baca',
      number: 'BEBAS-1',
      homeLibrary: 'KOTA',
      category: 'bebas',
    });
    const desk = { ...t.ctx({ id: 1 }), libraryId: kota.id };
    for (let n = 0; n < 4; n++) await checkOut(desk, { memberNumber: number, itemBarcode: await copy() });
    expect(await viewAccount(t.ctx(), number)).toMatchObject({ maxLoans: null });
  });
});

describe('holds', () => {
  async function placed(kinds: readonly (readonly string[])[]): Promise<string[]> {
    const memberNumber = await member();
    const outcomes: string[] = [];
    for (const types of kinds) {
      const bibId = await makeBib(t.ctx(), { title: 'Bumi Manusia' });
      for (const itemType of types) {
        await makeItem(t.ctx(), { bibId, libraryId: kota.id, itemType, barcodes: [`PES-${++serial}`] });
      }
      outcomes.push(
        await placeHold(t.ctx(), { memberNumber, bibId, pickupLibraryId: kota.id }).then(
          () => 'ok',
          (error: { code: string }) => error.code,
        ),
      );
    }
    return outcomes;
  }
  const [book, film, both] = [['umum'], ['av'], ['av', 'umum']];

  test('of a kind and of all each count, in every order; a title of both kinds is of the one that is limited least', async () => {
    const [ofKind, ofAll] = ['circulation.hold_type_limit_reached', 'circulation.hold_limit_reached'];
    expect(await placed([film, film, book, book, book])).toEqual(['ok', ofKind, 'ok', 'ok', ofAll]);
    expect(await placed([book, book, film, film])).toEqual(['ok', 'ok', 'ok', ofAll]);
    expect(await placed([both, film, both, book])).toEqual(['ok', 'ok', 'ok', ofAll]);
  });

  test('a copy that lies damaged lifts no limit: nobody is given it', async () => {
    const memberNumber = await member();
    const place = async () => {
      const bibId = await makeBib(t.ctx(), { title: 'Bumi Manusia' });
      const [good, broken] = [`PES-${++serial}`, `PES-${++serial}`];
      await makeItem(t.ctx(), { bibId, libraryId: kota.id, itemType: 'av', barcodes: [good] });
      await makeItem(t.ctx(), { bibId, libraryId: kota.id, itemType: 'umum', barcodes: [broken] });
      await t.db.transaction().execute(async (trx) => {
        await setItemStatus(trx, t.ctx(), (await findItemByBarcode(trx, broken))?.id ?? 0, 'damaged');
      });
      return placeHold(t.ctx(), { memberNumber, bibId, pickupLibraryId: kota.id });
    };
    await place();
    await expect(place()).rejects.toMatchObject({ code: 'circulation.hold_type_limit_reached' });
  });
});
