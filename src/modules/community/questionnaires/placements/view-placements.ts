import { z } from 'zod';
import { authorize, authorizeAnywhere, can, canAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { decodeCursor, toPage } from '#platform/requests/http';
import type { Placement } from '../client.ts';
import { findPlacement, selectPlacements, type PlacementFilter } from '../data/placements.queries.ts';
import { hasReceipt } from '../data/responses.queries.ts';
import { questionnaireErrors } from '../errors.ts';

const cursorShape = z.tuple([z.number()]);

/** Where questionnaires are asked, the newest first, of the libraries where one manages them or reads their results. */
export async function listPlacements(
  ctx: Ctx,
  filter: Pick<PlacementFilter, 'questionnaireId' | 'programId' | 'audience' | 'open'> & {
    cursor?: string | undefined;
    limit: number;
  },
): Promise<{ data: Placement[]; next: string | null }> {
  const needs = canAnywhere(ctx.actor, 'questionnaires.manage') ? 'questionnaires.manage' : 'responses.read';
  authorizeAnywhere(ctx, needs);
  const libraries = grantedLibraries(ctx.actor, needs);
  const { cursor, limit, ...where } = filter;
  const after = decodeCursor(cursor, cursorShape);
  const rows = await selectPlacements(
    ctx.db,
    { ...where, libraries: libraries === 'all' ? null : libraries, afterId: after?.[0] ?? null, limit },
    ctx.clock.now(),
  );
  return toPage(rows, limit, (row) => [row.id]);
}

/** One of them. Needs `questionnaires.manage` or `responses.read` at its library. Throws `questionnaires.placement_not_found`. */
export async function getPlacement(ctx: Ctx, id: number): Promise<Placement> {
  const needs = canAnywhere(ctx.actor, 'responses.read') ? 'responses.read' : 'questionnaires.manage';
  authorizeAnywhere(ctx, needs);
  const found = await findPlacement(ctx.db, { id }, ctx.clock.now());
  if (!found) throw questionnaireErrors.placementNotFound();
  if (!can(ctx.actor, 'questionnaires.manage', found.library.id)) authorize(ctx, 'responses.read', found.library.id);
  return found;
}

/** What is asked of a programme, its sessions and speakers. For whoever shows the programme and has checked that it may be seen. */
export const placementsOf = async (ctx: Pick<Ctx, 'db' | 'clock'>, programId: number): Promise<Placement[]> =>
  selectPlacements(ctx.db, { programId }, ctx.clock.now());

/**
 * Whether a participant (of a placement for members: a member) has answered a placement with names: for certificates. Of others nobody but the person learns it (decision 118): false.
 */
export const hasAnsweredByName = async (
  db: Db | Tx,
  { id, privacy }: Pick<Placement, 'id' | 'privacy'>,
  who: { enrolmentId: number } | { memberId: number },
): Promise<boolean> => privacy === 'named' && (await hasReceipt(db, id, who));

/**
 * What participants of a programme may answer now: for the page of a ticket. Whoever has the ticket sees it, staff too, so it is the same
 * whether or not they have answered.
 */
export async function openForParticipants(ctx: Pick<Ctx, 'db' | 'clock'>, programId: number): Promise<Placement[]> {
  return (await placementsOf(ctx, programId)).filter(
    ({ state, audience }) => state === 'open' && audience === 'participants',
  );
}
