import { saveDeviceHistory } from '../../src/modules/stock/offline-desk/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';

const HOUR = 3_600_000;

/** The laptop of the mobile library, back from a day without a network: two visits went in, two acts wait for a person. */
export async function loadDevice(
  trx: Tx,
  ctx: Ctx,
  about: { libraryId: number; by: string; shelved: { barcode: string; title: string } },
): Promise<void> {
  const { libraryId, by, shelved } = about;
  const ago = (hours: number): Date => new Date(ctx.clock.now().getTime() - hours * HOUR);
  await saveDeviceHistory(trx, ctx, {
    libraryId,
    name: 'Laptop keliling',
    members: 'network',
    enrolledAt: ago(30 * 24),
    enrolledBy: by,
    acts: [
      { act: { kind: 'visit', guest: 'pelajar' }, at: ago(26), by, refused: null },
      { act: { kind: 'visit', guest: 'umum' }, at: ago(25.5), by, refused: null },
      {
        act: { kind: 'return', itemBarcode: shelved.barcode },
        at: ago(25.2),
        by,
        refused: { code: 'circulation.not_on_loan', params: shelved },
      },
      {
        act: { kind: 'lend', memberNumber: 'A00001', itemBarcode: '97860212' },
        at: ago(25),
        by,
        refused: { code: 'circulation.unknown_barcode', params: { barcode: '97860212' } },
      },
    ],
  });
}
