import { accountOf, actorName, type Ctx } from '#platform/context';
import { LEASE_SECONDS } from './client.ts';
import { dropLease, findBlock, selectLeases, takeLease } from './data/blocks.queries.ts';
import { contentErrors } from './errors.ts';

/**
 * Gives a block into the hand of whoever asks for {@link LEASE_SECONDS}, again whenever it is asked: others see it, and are refused it. It is a
 * courtesy, no lock: a save is judged by the version that was read. Who may write here, its owner has asked. Throws
 * `content.block_not_found`, `block_leased`.
 */
export async function leaseBlock(ctx: Ctx, writingId: number, id: number): Promise<void> {
  const accountId = accountOf(ctx.actor);
  const block = await findBlock(ctx.db, { writingId, id });
  if (!block || block.removedAt !== null) throw contentErrors.blockNotFound();
  // programs that write by a token of nobody take no lease
  if (accountId === null) return;
  if (await takeLease(ctx.db, { writingId, id, accountId, name: actorName(ctx.actor), seconds: LEASE_SECONDS })) return;
  const leases = await selectLeases(ctx.db, { writingId, besides: accountId });
  throw contentErrors.blockLeased({ name: leases.get(id) ?? '' });
}

/** Lets go of a block before its time. */
export async function releaseBlock(ctx: Ctx, writingId: number, id: number): Promise<void> {
  const accountId = accountOf(ctx.actor);
  if (accountId !== null) await dropLease(ctx.db, { writingId, id, accountId });
}
