import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertAllocations, selectOpenParts } from './data/ledger.queries.ts';
import { allocateOldestFirst } from './rules/allocate-oldest-first.ts';

/** Who does it, and when, as kept with every line. */
export const doneBy = ({ actor, clock }: Pick<Ctx, 'actor' | 'clock'>) => ({
  at: clock.now(),
  byName: actorName(actor),
  byAccountId: actor.kind === 'account' ? actor.id : null,
});

/** Lets the credit that a member has pay for what the member owes, the oldest first. The member's row is locked by the caller. */
export async function settle(trx: Tx, memberId: number): Promise<void> {
  const { charges, credits } = await selectOpenParts(trx, memberId);
  await insertAllocations(trx, allocateOldestFirst(credits, charges));
}
