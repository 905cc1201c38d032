import { beforeAll, beforeEach, expect } from 'vitest';
import { TEST_NOW, useTestDb } from './test-db.ts';
import { makeItem } from '#modules/collection/catalog/testing';
import type { Library } from '#modules/ground/libraries';
import { checkOut, listQueue, placeHold } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';

/** Three libraries, their desks, and titles that people wait for: what tests of holds begin with. */
export function useHoldStage() {
  const t = useTestDb();
  let kota: Library;
  let gedog: Library;
  let turi: Library;
  let serial = 0;

  beforeAll(async () => {
    kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
    gedog = await makeLibrary(t.ctx(), 'KEL-GEDOG', 'Perpustakaan Kelurahan Gedog');
    turi = await makeLibrary(t.ctx(), 'KEL-TURI', 'Perpustakaan Kelurahan Turi');
  });
  beforeEach(() => {
    t.clock.set(TEST_NOW);
  });

  const desk = (library = kota) => ({ ...t.ctx({ id: 1 }), libraryId: library.id });
  const member = async (part: Partial<Parameters<typeof makeMember>[1]> = {}) =>
    makeMember(t.ctx(), { fullName: 'Dimas Aji', number: `A${++serial}`, homeLibrary: 'KOTA', ...part });
  const code = (part: string) => expect.objectContaining({ code: `circulation.${part}` }) as unknown;

  /** A title with so many copies at the libraries named. */
  async function title(...where: Library[]): Promise<{ bibId: number; barcodes: string[] }> {
    const barcodes = where.map(() => `B-${++serial}`);
    const first = where[0] ?? kota;
    await makeCopy(t.ctx(), { title: 'Laskar Pelangi', barcode: barcodes[0] ?? '', libraryId: first.id });
    const { bibId } = await t.db
      .selectFrom('item')
      .select('bibId')
      .where('barcode', '=', barcodes[0] ?? '')
      .executeTakeFirstOrThrow();
    for (const [i, library] of where.entries()) {
      if (i > 0) await makeItem(t.ctx(), { bibId, libraryId: library.id, barcodes: [barcodes[i] ?? ''] });
    }
    return { bibId, barcodes };
  }
  /** A title whose only copy somebody has, and so many who wait for it. */
  async function wanted(count: number, pickup = kota) {
    const { bibId, barcodes } = await title(kota);
    const barcode = barcodes[0] ?? '';
    const { loan } = await checkOut(desk(), { memberNumber: await member(), itemBarcode: barcode });
    const holds = [];
    for (let n = 0; n < count; n++) {
      holds.push(await placeHold(desk(), { memberNumber: await member(), bibId, pickupLibraryId: pickup.id }));
    }
    return { bibId, barcode, loan, holds };
  }
  const stateOf = async (barcode: string) =>
    t.db
      .selectFrom('item')
      .select(['onLoan', 'setAside', 'status', 'libraryId'])
      .where('barcode', '=', barcode)
      .executeTakeFirstOrThrow();
  const positions = async (bibId: number) =>
    (await listQueue(desk(), bibId)).filter((hold) => hold.status === 'queued').map((hold) => [hold.id, hold.position]);
  const asMember = async (number: string) => {
    const { id } = await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow();
    return t.ctx({ kind: 'member', id, number, name: 'Dimas Aji', sessionId: 1 });
  };
  return {
    t,
    /** Known once the tests run. */
    libraries: () => ({ kota, gedog, turi }),
    desk,
    member,
    code,
    title,
    wanted,
    stateOf,
    positions,
    asMember,
  };
}
