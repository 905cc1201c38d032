import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { AppError } from '#platform/errors';
import { countQueue } from '../data/hold-views.queries.ts';
import { mayHold } from '../rules/holds/may-hold.ts';
import { servedMember } from '../served-members.ts';
import { holdFacts, whatIsWanted, whereCollected, worstOf, type HoldAsked } from './hold-facts.ts';

/** What would become of a hold. */
export interface ForeseenHold {
  title: string;
  /** Its place in the queue, 1 = next; somebody may come first meanwhile. */
  position: number;
  /** Why it would be refused (its `overridable` says whether a reason helps); null = it would be placed. */
  refusal: AppError | null;
}

/**
 * What a desk says before a hold is placed: the same judgement as `placeHold`, without a lock and without writing anything. Needs `holds.place`.
 * Throws `circulation.unknown_member`, `unknown_barcode`, `hold_no_copy` where the record is not there, `hold_stop_ended`.
 */
export async function foreseeHold(ctx: Ctx, input: HoldAsked & { memberNumber: string }): Promise<ForeseenHold> {
  authorizeAnywhere(ctx, 'holds.place');
  const [member, wanted, { library }] = await Promise.all([
    servedMember(ctx, 'holds.place', input.memberNumber),
    whatIsWanted(ctx.db, ctx, input),
    whereCollected(ctx.db, ctx, input),
  ]);
  const [facts, queued] = await Promise.all([
    holdFacts(ctx.db, ctx, { member, wanted, library }),
    countQueue(ctx.db, wanted.bibId),
  ]);
  return { title: wanted.title, position: queued + 1, refusal: worstOf(ctx, mayHold(facts), { title: wanted.title }) };
}
