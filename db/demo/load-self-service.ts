import { saveSelfServiceSample } from '../../src/modules/lending/self-service/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import type { PlannedCopy } from './plan-copies.ts';
import type { PlannedLoan } from './plan-loans.ts';

const MAIN = 'PUSAT';
/** The computer that shows the city counts as the house's network, so that everything can be tried on it. */
const HOUSE = ['127.0.0.0/8', '::1/128'];
const LOANS = 5;
const DROPS = 3;

/** Self-service is on at the main library: some loans of today, some copies in the box. */
export async function loadSelfService(
  trx: Tx,
  ctx: Ctx,
  about: { libraryId: number; readers: readonly string[]; copies: readonly PlannedCopy[]; loans: readonly PlannedLoan[] },
): Promise<void> {
  const out = about.loans.filter(({ library, returnedAt }) => library === MAIN && returnedAt === null);
  const away = new Set(out.map(({ itemBarcode }) => itemBarcode));
  await saveSelfServiceSample(trx, ctx, {
    libraryId: about.libraryId,
    rule: {
      phone: true,
      presence: 'either',
      networks: HOUSE,
      returnBox: true,
      dropPresence: true,
      kioskPin: false,
      kioskSeconds: 60,
    },
    readers: about.readers,
    copies: about.copies
      .filter(({ library, itemType, barcode }) => library === MAIN && itemType === 'loanable' && !away.has(barcode))
      .slice(-60)
      .map(({ barcode }) => barcode),
    loans: LOANS,
    drops: out.slice(0, DROPS).map(({ itemBarcode }) => itemBarcode),
  });
}
