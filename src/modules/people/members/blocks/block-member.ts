import { recordAudit, unlinkMarkedAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { LocalDate } from '#shared/dates';
import { m } from '#i18n/messages';
import type { BlockKind } from '../client.ts';
import { deleteBlockRow, insertBlockRow, lockOpenBlock, markLifted, rewordBlocks } from '../data/blocks.queries.ts';
import { findMemberById, lockMember, updateMemberRow } from '../data/members.queries.ts';
import { memberErrors } from '../errors.ts';
import { blockInput, type BlockInput } from '../schema.ts';

/**
 * Blocks a member in a transaction that is already open (a late return suspends); the caller has checked the permission.
 * @param input.untilDate the last day on which it holds; null = until it is lifted
 * @returns id of the block
 */
export async function blockMember(
  trx: Tx,
  ctx: Ctx,
  input: { memberId: number; kind: BlockKind; reason: string; untilDate: LocalDate | null },
): Promise<number> {
  const member = await findMemberById(trx, input.memberId);
  if (!member) throw memberErrors.notFound();
  const id = await insertBlockRow(trx, { ...input, createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) });
  const { kind, reason, untilDate } = input;
  await recordAudit(trx, ctx, {
    action: 'member.blocked',
    entity: 'member',
    entityId: input.memberId,
    libraryId: member.homeLibraryId,
    after: { blockId: id, kind, reason, untilDate },
  });
  ctx.changes?.note('block', id, null);
  return id;
}

/** A librarian blocks a member, with a reason. Permission `members.block` at the home library. */
export async function addBlock(ctx: Ctx, number: string, input: BlockInput): Promise<{ id: number }> {
  authorizeAnywhere(ctx, 'members.block');
  const { reason, untilDate = null } = parseInput(blockInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const member = await lockMember(trx, number);
    if (!member) throw memberErrors.notFound({ number });
    authorize(ctx, 'members.block', member.homeLibraryId);
    return { id: await blockMember(trx, ctx, { memberId: member.id, kind: 'manual', reason, untilDate }) };
  });
}

/**
 * Takes a block back in the transaction that undoes its cause (the undo of a late return), as if it had never been; the audit log keeps
 * both. The caller has checked the permission. @returns false when somebody has lifted it meanwhile
 */
export async function withdrawBlock(trx: Tx, ctx: Ctx, blockId: number): Promise<boolean> {
  const block = await lockOpenBlock(trx, blockId);
  if (!block) return false;
  const { memberId, homeLibraryId, kind, reason, untilDate } = block;
  await deleteBlockRow(trx, blockId);
  await recordAudit(trx, ctx, {
    action: 'member.block_withdrawn',
    entity: 'member',
    entityId: memberId,
    libraryId: homeLibraryId,
    before: { blockId, kind, reason, untilDate },
  });
  return true;
}

export async function liftLocked(
  trx: Tx,
  ctx: Ctx,
  block: NonNullable<Awaited<ReturnType<typeof lockOpenBlock>>>,
): Promise<void> {
  const { id, memberId, homeLibraryId, kind, reason, untilDate } = block;
  await markLifted(trx, id, ctx.clock.now(), actorName(ctx.actor));
  if (kind === 'restricted') await updateMemberRow(trx, memberId, { restrictedAt: null }, ctx.clock.now());
  await recordAudit(trx, ctx, {
    action: 'member.block_lifted',
    entity: 'member',
    entityId: memberId,
    libraryId: homeLibraryId,
    before: { blockId: id, kind, reason, untilDate },
  });
}

/**
 * Lifts a block before its time, also one from a late return. The one that restricts the use of the data needs `members.privacy`, and
 * the restriction ends with it. Throws `members.block_not_found`.
 */
export async function liftBlock(ctx: Ctx, blockId: number): Promise<void> {
  authorizeAnywhere(ctx, 'members.block');
  await ctx.db.transaction().execute(async (trx) => {
    const block = await lockOpenBlock(trx, blockId);
    if (!block) throw memberErrors.blockNotFound();
    authorize(ctx, block.kind === 'restricted' ? 'members.privacy' : 'members.block', block.homeLibraryId);
    await liftLocked(trx, ctx, block);
  });
}

/** Blocks no longer name the title that came back late, nor does their trace; in the transaction that forgets who read it. */
export async function forgetBlockTitles(trx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const members = await rewordBlocks(trx, ids, m.privacy_block_late({}, { locale: 'id' }));
  await unlinkMarkedAudit(trx, {
    entity: 'member',
    entityIds: members.map(({ memberId }) => memberId),
    marker: { key: 'blockId', values: ids },
    keys: ['reason'],
  });
}
