import { beforeAll, describe, expect, test } from 'vitest';
import { mergeBibs, getBib } from '#modules/collection/catalog';
import type { Library } from '#modules/ground/libraries';
import {
  cancelHold,
  checkIn,
  checkOut,
  createPolicy,
  getHold,
  listHolds,
  listHoldsOfMember,
  moveHold,
  placeHold,
  receiveItem,
  suspendHold,
} from '../../index.ts';
import { useHoldStage } from '../../../../../../tests/support/hold-stage.ts';

const stage = useHoldStage();
const { t, desk, member, code, title, wanted, positions, asMember } = stage;
let kota: Library;
let gedog: Library;
let turi: Library;
beforeAll(() => {
  ({ kota, gedog, turi } = stage.libraries());
});

describe('placing a hold', () => {
  test('whoever comes first is first; each is told a position', async () => {
    const { holds } = await wanted(3);
    expect(holds.map((hold) => [hold.status, hold.position])).toEqual([
      ['queued', 1],
      ['queued', 2],
      ['queued', 3],
    ]);
  });

  test('members place, see and cancel their own holds, and nobody else’s', async () => {
    const { bibId } = await wanted(0);
    const [mine, other] = [await asMember(await member()), await asMember(await member())];
    const hold = await placeHold(mine, { bibId, pickupLibraryId: gedog.id });
    expect(hold).toMatchObject({ position: 1, pickupLibrary: { code: 'KEL-GEDOG' } });
    await expect(getHold(other, hold.id)).rejects.toEqual(code('hold_not_found'));
    await expect(cancelHold(other, hold.id)).rejects.toEqual(code('hold_not_found'));
    await expect(suspendHold(other, { holdId: hold.id, until: null })).rejects.toEqual(code('hold_not_found'));
    expect((await listHolds(other, { limit: 10 })).data).toEqual([]);
    await cancelHold(mine, hold.id);
    expect(await getHold(mine, hold.id)).toMatchObject({ status: 'cancelled', position: null });
    await expect(cancelHold(mine, hold.id)).rejects.toEqual(code('hold_ended'));
  });

  test('not twice on a title, not on what one has at home, not above the limit', async () => {
    const { bibId, holds, loan } = await wanted(1);
    const again = placeHold(desk(), { memberNumber: holds[0]?.memberNumber ?? '', bibId, pickupLibraryId: kota.id });
    await expect(again).rejects.toEqual(code('hold_per_title_reached'));
    const borrower = placeHold(desk(), { memberNumber: loan.memberNumber, bibId, pickupLibraryId: kota.id });
    await expect(borrower).rejects.toEqual(code('hold_on_loan_to_member'));
    const eager = await member();
    for (let n = 0; n < 5; n++) {
      const other = await title(kota);
      await placeHold(desk(), { memberNumber: eager, bibId: other.bibId, pickupLibraryId: kota.id });
    }
    const sixth = placeHold(desk(), { memberNumber: eager, bibId, pickupLibraryId: kota.id });
    await expect(sixth).rejects.toMatchObject({
      code: 'circulation.hold_limit_reached',
      params: { count: 5, max: 5, overridable: true },
    });
    const allowed = { memberNumber: eager, bibId, pickupLibraryId: kota.id, override: { reason: 'Lomba resensi' } };
    expect(await placeHold(desk(), allowed)).toMatchObject({ position: 2 });
  });

  test('the policy may refuse holds while a copy is on the shelf', async () => {
    await createPolicy(t.ctx(), { libraryId: turi.id, holdsOnShelf: 'if_all_out' });
    const { bibId, barcodes } = await title(turi);
    const ask = { memberNumber: await member(), bibId, pickupLibraryId: turi.id };
    await expect(placeHold(desk(), ask)).rejects.toEqual(code('hold_on_shelf'));
    await checkOut(desk(), { memberNumber: await member(), itemBarcode: barcodes[0] ?? '' });
    expect((await placeHold(desk(), ask)).position).toBe(1);
  });

  test('on one copy: only that copy serves it', async () => {
    const { bibId, barcodes } = await title(kota, kota);
    const [first = '', second = ''] = barcodes;
    const memberNumber = await member();
    const hold = await placeHold(desk(), { memberNumber, itemBarcode: second, pickupLibraryId: kota.id });
    expect(hold).toMatchObject({ bibId, wantedBarcode: second, position: 1 });
    expect((await receiveItem(desk(), { itemBarcode: first })).placement).toEqual({ kind: 'shelf' });
    expect((await receiveItem(desk(), { itemBarcode: second })).placement).toMatchObject({ kind: 'hold_shelf' });
  });
});

describe('the queue', () => {
  test('a hold is moved, the others close up', async () => {
    const { bibId, holds } = await wanted(4);
    const [a, b, c, d] = holds.map((hold) => hold.id);
    expect(await moveHold(desk(), { holdId: d ?? 0, position: 2 })).toMatchObject({ position: 2 });
    expect((await positions(bibId)).map(([id]) => id)).toEqual([a, d, b, c]);
    await cancelHold(desk(), a ?? 0);
    expect(await positions(bibId)).toEqual([
      [d, 1],
      [b, 2],
      [c, 3],
    ]);
    const clerk = t.ctx({ grants: [{ libraryId: kota.id, permissions: ['holds.place'] }] });
    await expect(moveHold(clerk, { holdId: b ?? 0, position: 1 })).rejects.toThrow(
      expect.objectContaining({ code: 'platform.forbidden' }) as Error,
    );
  });

  test('two records that become one have one queue, in the order of joining', async () => {
    const keep = await title(kota);
    const drop = await title(kota);
    const ids = [];
    for (const [minute, bibId] of [drop.bibId, keep.bibId, drop.bibId].entries()) {
      t.clock.set(`2026-11-25T11:0${minute}:00+07:00`);
      ids.push((await placeHold(desk(), { memberNumber: await member(), bibId, pickupLibraryId: kota.id })).id);
    }
    const [a, b] = [await getBib(t.ctx(), keep.bibId), await getBib(t.ctx(), drop.bibId)];
    await mergeBibs(t.ctx(), { keepId: a.id, keepVersion: a.version, dropId: b.id, dropVersion: b.version });
    expect(await positions(keep.bibId)).toEqual(ids.map((id, i) => [id, i + 1]));
  });

  test('every step leaves its trace', async () => {
    const { barcode, holds } = await wanted(1);
    await checkIn(desk(), { itemBarcode: barcode });
    await checkOut(desk(), { memberNumber: holds[0]?.memberNumber ?? '', itemBarcode: barcode });
    const trail = await t.db
      .selectFrom('auditEvent')
      .select('action')
      .where('entity', '=', 'hold')
      .where('entityId', '=', String(holds[0]?.id))
      .orderBy('id')
      .execute();
    expect(trail.map((event) => event.action)).toEqual(['hold.placed', 'hold.waiting', 'hold.collected']);
  });

  test('a member’s holds: what is ready comes first', async () => {
    const { barcode, holds } = await wanted(1);
    const number = holds[0]?.memberNumber ?? '';
    const later = await wanted(0);
    await placeHold(desk(), { memberNumber: number, bibId: later.bibId, pickupLibraryId: kota.id });
    await checkIn(desk(), { itemBarcode: barcode });
    const mine = await listHoldsOfMember(await asMember(number), number);
    expect(mine.map((hold) => hold.status)).toEqual(['waiting', 'queued']);
  });
});
