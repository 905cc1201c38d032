import type { Ctx } from '#platform/context';
import { createBulkLoan } from './create-bulk-loan.ts';
import { handOver } from './hand-over.ts';
import { packCopy } from './pack-box.ts';
import type { BulkLoanInput } from './schema.ts';
import { getBulkLoan } from './view-bulk-loans.ts';

export { saveBulkLoan } from './save-bulk-loan.ts';

type Agreed = Partial<BulkLoanInput> & { libraryId: number; barcodes: readonly string[] };

/** A bulk loan from 25 November to 23 December 2026 that has left with these copies in one box. @returns its id */
export async function makeBulkLoan(ctx: Ctx, { libraryId, barcodes, ...agreed }: Agreed): Promise<number> {
  const period = { contactName: 'Bu Sri Wahyuni', startsOn: '2026-11-25', dueOn: '2026-12-23' };
  const id = await createBulkLoan(ctx, libraryId, { ...period, ...agreed });
  const box = (await getBulkLoan(ctx, id)).boxes[0]?.code ?? '';
  for (const itemBarcode of barcodes) await packCopy(ctx, { box, itemBarcode });
  await handOver(ctx, id);
  return id;
}
