import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Library } from '#modules/ground/libraries';
import { getMember, reportCardLost } from '#modules/people/members';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { addLockers, handOutKey, listLockers, removeLocker, setOutOfOrder, takeBackKey } from '../index.ts';
import { lockerRetention, lockersPersonalData } from '../personal-data.ts';

const t = useTestDb();
/** Real connections, one for each desk. */
let many: Db;
let serial = 0;
beforeAll(() => {
  many = openDb(poolConfig(t.address, 20)).db;
});
afterAll(async () => many.destroy());
beforeEach(() => t.clock.set(TEST_NOW));

const desk = () => t.ctx({ id: 1 });
const code = (name: string): unknown => expect.objectContaining({ code: `lockers.${name}` });
const card = async (homeLibrary: Library, fullName = 'Sari Dewi'): Promise<string> => {
  serial += 1;
  return makeMember(t.ctx(), { fullName, number: `L${serial}`, homeLibrary: homeLibrary.code });
};
/** A library with lockers A1 … A`count`. */
const withLockers = async (count: number): Promise<Library> => {
  serial += 1;
  const library = await makeLibrary(t.ctx(), `LOKER-${serial}`, 'Perpustakaan Kota');
  await addLockers(desk(), library.id, { prefix: 'a', first: 1, last: count });
  return library;
};

describe('a key', () => {
  test('goes out with a card, is seen to be out, and comes back', async () => {
    const library = await withLockers(12);
    const sari = await card(library);
    const handing = desk();
    expect(await handOutKey(handing, library.id, { card: sari })).toEqual({ number: 'A01', name: 'Sari Dewi' });
    expect(await handOutKey(desk(), library.id, { guestName: 'Pak Budi' })).toEqual({
      number: 'A02',
      name: 'Pak Budi',
    });
    const [first, second, third] = await listLockers(desk(), library.id);
    expect(first).toMatchObject({
      number: 'A01',
      use: { memberNumber: sari, name: 'Sari Dewi', since: handing.clock.now() },
    });
    expect(second).toMatchObject({ number: 'A02', use: { memberNumber: null, name: 'Pak Budi' } });
    expect(third).toMatchObject({ number: 'A03', use: null });
    await takeBackKey(desk(), library.id, 'a01');
    expect((await listLockers(desk(), library.id))[0]?.use).toBeNull();
    await expect(takeBackKey(desk(), library.id, 'A01')).rejects.toEqual(code('not_out'));
  });

  test('is not given twice, not of a door that does not lock, and no second one to a card', async () => {
    const library = await withLockers(3);
    const sari = await card(library);
    await handOutKey(desk(), library.id, { card: sari, number: 'A2' });
    await expect(handOutKey(desk(), library.id, { number: 'A2' })).rejects.toEqual(code('taken'));
    await expect(handOutKey(desk(), library.id, { card: sari })).rejects.toMatchObject({
      code: 'lockers.has_one',
      params: { name: 'Sari Dewi', number: 'A2', library: 'Perpustakaan Kota' },
    });
    await setOutOfOrder(desk(), library.id, 'A1', true);
    await expect(handOutKey(desk(), library.id, { number: 'A1' })).rejects.toEqual(code('out_of_order'));
    expect((await handOutKey(desk(), library.id, {})).number).toBe('A3');
    await expect(handOutKey(desk(), library.id, {})).rejects.toEqual(code('none_free'));
    await setOutOfOrder(desk(), library.id, 'A1', false);
    expect((await handOutKey(desk(), library.id, {})).number).toBe('A1');
  });

  test('is not given on a card that nobody has, or that was lost', async () => {
    const library = await withLockers(1);
    const lost = await card(library);
    await reportCardLost(desk(), lost);
    await expect(handOutKey(desk(), library.id, { card: lost })).rejects.toEqual(code('unknown_card'));
    await expect(handOutKey(desk(), library.id, { card: 'X-0' })).rejects.toEqual(code('unknown_card'));
  });

  test('of twenty desks that ask at once for eight lockers eight get one each, and none the same', async () => {
    const library = await withLockers(8);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, async () => handOutKey({ ...desk(), db: many }, library.id, {})),
    );
    const given = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.number] : []));
    expect(given.toSorted()).toEqual(['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8']);
  });

  test('of two desks that scan one card, or reach for one key, one has it', async () => {
    for (let round = 0; round < 10; round++) {
      const library = await withLockers(4);
      const sari = await card(library);
      const give = async (input: { card?: string; number?: string }) =>
        outcome(handOutKey({ ...desk(), db: many }, library.id, input));
      const byCard = await Promise.all([give({ card: sari, number: 'A1' }), give({ card: sari, number: 'A2' })]);
      expect(byCard.toSorted()).toEqual(['done', 'lockers.has_one']);
      expect((await Promise.all([give({ number: 'A4' }), give({ number: 'A4' })])).toSorted()).toEqual([
        'done',
        'lockers.taken',
      ]);
    }
  });
});

describe('the row of lockers', () => {
  test('stands in the order of the doors, is added to, and leaves only with its key', async () => {
    const library = await withLockers(9);
    expect(await addLockers(desk(), library.id, { prefix: 'A', first: 8, last: 11 })).toBe(4);
    await expect(addLockers(desk(), library.id, { prefix: 'A', first: 1, last: 2 })).rejects.toEqual(
      code('number_taken'),
    );
    const numbers = (await listLockers(desk(), library.id)).map(({ number }) => number);
    expect(numbers).toEqual(['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A08', 'A8', 'A09', 'A9', 'A10', 'A11']);
    await handOutKey(desk(), library.id, { number: 'A11' });
    await expect(removeLocker(desk(), library.id, 'A11')).rejects.toEqual(code('taken'));
    await takeBackKey(desk(), library.id, 'A11');
    await removeLocker(desk(), library.id, 'A11');
    await expect(handOutKey(desk(), library.id, { number: 'A11' })).rejects.toEqual(code('not_found'));
  });
});

describe('who had a key', () => {
  test('is said to the member, hinders an erasure while it is out, and is forgotten after its time', async () => {
    const library = await withLockers(2);
    const number = await card(library);
    const { id } = await getMember(desk(), number);
    await handOutKey(desk(), library.id, { card: number });
    expect(await lockersPersonalData.hindrances(t.db, id)).toEqual(['locker_key_out']);
    await takeBackKey(desk(), library.id, 'A1');
    expect(await lockersPersonalData.hindrances(t.db, id)).toEqual([]);
    expect(await lockersPersonalData.exportOf(t.db, id)).toMatchObject([
      { number: 'A1', library: 'Perpustakaan Kota' },
    ]);
    expect((await lockerRetention.due(desk(), new Date(TEST_NOW))).count).toBe(0);
    const later = new Date(new Date(TEST_NOW).getTime() + 1000);
    const { count } = await lockerRetention.due(desk(), later);
    expect(count).toBeGreaterThan(0);
    expect(await lockerRetention.clear(desk(), later, t.storage)).toEqual({ gone: count, waiting: 0 });
    expect(await lockersPersonalData.exportOf(t.db, id)).toEqual([]);
  });

  test('is not told to the desk of a school when it is another school’s reader', async () => {
    const [library, other] = [await withLockers(1), await withLockers(1)];
    await handOutKey(desk(), library.id, { card: await card(other) });
    const grant = { libraryId: library.id, permissions: ['lockers.hand_out'], ownMembersOnly: true };
    const school = t.ctx({ grants: [grant] });
    expect(await listLockers(school, library.id)).toMatchObject([{ use: { memberNumber: null, name: '•••' } }]);
  });
});
