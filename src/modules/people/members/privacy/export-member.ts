import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import type { PersonalDataSource } from '#platform/rights/personal-data';
import type { Secrets } from '#platform/rights/secrets';
import { selectAllBlocks } from '../data/blocks.queries.ts';
import { selectFormerCardsOf } from '../data/card-numbers.queries.ts';
import { selectEvents } from '../data/consents.queries.ts';
import { selectLinksOf } from '../data/family.queries.ts';
import { findMember, findMemberById, type MemberRecord } from '../data/members.queries.ts';
import { lockOpenRequest, selectRequestsOf, updateRequest } from '../data/requests.queries.ts';
import { exportDeskHelp } from '../desk-help/view-desk-help.ts';
import { memberErrors } from '../errors.ts';

/** All that is kept of a member, part by part, for reading and for taking along. */
export type MemberExport = { exportedAt: Date; member: Record<string, unknown> } & Record<string, unknown>;

interface ExportServices {
  personalData: readonly PersonalDataSource[];
  /** What opens the words that are kept sealed. */
  secrets: Secrets;
}

async function gather(
  db: Db | Tx,
  ctx: Ctx,
  { personalData, secrets }: ExportServices,
  member: MemberRecord,
): Promise<MemberExport> {
  const { photoKey, ...record } = member;
  const [consents, deskHelp, requests, blocks, family, formerCards, parts] = await Promise.all([
    selectEvents(db, member.id),
    exportDeskHelp(db, secrets, member.id),
    selectRequestsOf(db, member.id),
    selectAllBlocks(db, member.id),
    selectLinksOf(db, member.id),
    selectFormerCardsOf(db, member.id),
    Promise.all(personalData.map(async (source) => [source.key, await source.exportOf(db, member.id)] as const)),
  ]);
  return {
    exportedAt: ctx.clock.now(),
    member: { ...record, hasPhoto: photoKey !== null },
    consents,
    deskHelp: deskHelp ?? [],
    requests: requests.map(({ kind, status, requestedAt, dueAt, decidedAt, outcome }) => ({
      kind,
      status,
      requestedAt,
      dueAt,
      decidedAt,
      outcome,
    })),
    blocks,
    family,
    formerCards,
    ...Object.fromEntries(parts),
  };
}

/** Gathers, leaves the trace, and closes the open request for it. */
const answer = async (ctx: Ctx, services: ExportServices, find: (trx: Tx) => Promise<MemberRecord | undefined>) =>
  ctx.db.transaction().execute(async (trx) => {
    const member = await find(trx);
    if (!member) throw memberErrors.notFound();
    const open = await lockOpenRequest(trx, member.id, 'export');
    if (open) {
      const decision = { status: 'done', decidedAt: ctx.clock.now(), decidedBy: actorName(ctx.actor) } as const;
      await updateRequest(trx, open.id, decision);
    }
    await recordAudit(trx, ctx, {
      action: 'member.data_exported',
      entity: 'member',
      entityId: member.id,
      libraryId: member.homeLibraryId,
    });
    return gather(trx, ctx, services, member);
  });

/** A librarian hands out a member's data. Permission `members.privacy` at the home library. */
export async function exportMember(ctx: Ctx, services: ExportServices, number: string): Promise<MemberExport> {
  authorizeAnywhere(ctx, 'members.privacy');
  return answer(ctx, services, async (trx) => {
    const member = await findMember(trx, number);
    if (member) authorize(ctx, 'members.privacy', member.homeLibraryId);
    return member;
  });
}

/** The member who is signed in takes the own data along, at once. What librarians note about a member is handed out by them. */
export async function exportOwnData(ctx: Ctx, services: ExportServices): Promise<MemberExport> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  return answer(ctx, services, async (trx) => {
    const member = await findMemberById(trx, actor.id);
    return member && { ...member, notes: null };
  });
}
