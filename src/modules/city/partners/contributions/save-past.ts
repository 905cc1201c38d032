import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { receiptWithin, thankWithin } from './issue-letters.ts';
import { voidWithin } from './move-contribution.ts';
import { writeContribution } from './save-contribution.ts';
import { contributionInput, type ContributionInput } from './schema.ts';

/** A contribution of the past, with what became of it. */
export interface PastContribution {
  partnerId: number;
  contribution: ContributionInput;
  state: 'promised' | 'received';
  receipt: boolean;
  thanks: boolean;
  /** Why it does not count; '' = it does. */
  voidReason: string;
}

/** Writes a contribution of the past: for samples. @returns its id */
export async function savePastContribution(
  trx: Tx,
  ctx: Ctx,
  { partnerId, contribution, state, receipt, thanks, voidReason }: PastContribution,
): Promise<number> {
  const said = parseInput(contributionInput, contribution);
  const id = await writeContribution(trx, ctx, { ...said, partnerId, state });
  let version = 1;
  if (receipt) {
    await receiptWithin(trx, ctx, { id, version });
    version += 1;
  }
  if (thanks) {
    await thankWithin(trx, ctx, { id, version });
    version += 1;
  }
  if (voidReason !== '') await voidWithin(trx, ctx, { id, version, reason: voidReason });
  return id;
}
