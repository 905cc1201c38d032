import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { AppError } from '#platform/errors';
import type { SelfServiceRule } from './client.ts';
import { upsertRule } from './data/rules.queries.ts';
import { lendToReader } from './lend-to-reader.ts';
import { dropAtKiosk } from './return-box.ts';

interface Sample {
  libraryId: number;
  rule: SelfServiceRule;
  readers: readonly string[];
  /** Barcodes of copies, the first that may be lent to a reader is. */
  copies: readonly string[];
  /** How many copies readers lend to themselves. */
  loans: number;
  /** Barcodes of copies on loan that lie in the box. */
  drops: readonly string[];
}

/** Switches self-service on at a library of a sample, with some loans and drops of today. By the rules: what they refuse is left out. */
export async function saveSelfServiceSample(trx: Tx, ctx: Ctx, sample: Sample): Promise<void> {
  const { libraryId } = sample;
  await upsertRule(trx, libraryId, sample.rule);
  let lent = 0;
  for (const [nth, itemBarcode] of sample.copies.entries()) {
    const memberNumber = sample.readers[nth % sample.readers.length];
    if (lent >= sample.loans || memberNumber === undefined) break;
    try {
      await lendToReader(trx, ctx, { memberNumber, libraryId, via: 'phone', itemBarcode, requestKey: null });
      lent++;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  for (const itemBarcode of sample.drops) await dropAtKiosk(trx, ctx, itemBarcode, libraryId);
}
