import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { notify, tellGuest, withdrawGuestMessages, withdrawNotices } from '#modules/people/notifications';
import { addProgram, getProgram } from '#modules/community/programs';
import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { decodeCursor, toPage } from '#platform/requests/http';
import { parseInput } from '#platform/requests/parse-input';
import type { Proposal, ProposalStatus } from '../client.ts';
import {
  findProposal,
  findProposalByToken,
  lockProposal,
  selectProposals,
  updateProposal,
} from '../data/proposals.queries.ts';
import { ideaErrors } from '../errors.ts';
import { ideaNews } from '../notices.ts';
import { answerInput, type AnswerInput } from '../schema.ts';

/** A proposal for whoever has its link. Throws `ideas.proposal_not_found`. */
export async function viewProposal(ctx: Pick<Ctx, 'db'>, token: string): Promise<Proposal> {
  const found = await findProposalByToken(ctx.db, token);
  if (!found) throw ideaErrors.proposalNotFound();
  return found;
}

const MOST_SHOWN = 200;

/** Proposals to the libraries where the actor leads, as many as a page shows. Needs `ideas.manage`. */
export async function listProposals(ctx: Ctx, statuses: readonly ProposalStatus[]): Promise<Proposal[]> {
  return (await pageProposals(ctx, statuses, { limit: MOST_SHOWN })).data;
}

/** A page of them: the oldest first while they wait, else the latest first. Needs `ideas.manage`. */
export async function pageProposals(
  ctx: Ctx,
  statuses: readonly ProposalStatus[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: Proposal[]; next: string | null }> {
  authorizeAnywhere(ctx, 'ideas.manage');
  const granted = grantedLibraries(ctx.actor, 'ideas.manage');
  const [afterId = null] = decodeCursor(cursor, z.tuple([z.int()])) ?? [];
  const libraryIds = granted === 'all' ? null : granted;
  const rows = await selectProposals(ctx.db, { statuses, libraryIds, afterId, limit: limit + 1 });
  return toPage(rows, limit, ({ id }) => [id]);
}

/** One of them. Throws `ideas.proposal_not_found`. */
export async function getProposal(ctx: Ctx, id: number): Promise<Proposal> {
  authorizeAnywhere(ctx, 'ideas.manage');
  const found = await findProposal(ctx.db, id);
  if (!found) throw ideaErrors.proposalNotFound();
  authorize(ctx, 'ideas.manage', found.libraryId);
  return found;
}

/**
 * The library answers, with its reason; who proposed is told: a member by the ways they chose, others by e-mail where they left one, and
 * everybody on the page of the proposal. A later answer replaces an earlier one, also where that was not told yet. With `makeProgram` a draft is made of it in the same step, once: a later answer keeps it. Needs `ideas.manage` at its library, for the
 * draft `programs.manage` too. Throws `ideas.proposal_not_found`, `programs.not_found`, `platform.version_conflict`, `platform.invalid_input`. @returns the programme that comes of it
 */
export async function answerProposal(
  ctx: Ctx,
  id: number,
  { version, ...input }: AnswerInput & { version: number },
): Promise<number | null> {
  const { libraryId } = await getProposal(ctx, id);
  const { status, answer, programId: named, makeProgram } = parseInput(answerInput, input);
  if (named !== null) await getProgram(ctx, named);
  const makes = makeProgram && named === null;
  if (makes) authorize(ctx, 'programs.manage', libraryId);
  return ctx.db.transaction().execute(async (trx) => {
    const held = await lockProposal(trx, id);
    if (held?.version !== version) throw platformErrors.versionConflict();
    const made = makes ? held.programId : named;
    const programId = makes && made === null ? await draftOf(trx, ctx, await findProposal(trx, id)) : made;
    const answered = { status, answer, programId, answeredAt: ctx.clock.now(), answeredBy: actorName(ctx.actor) };
    await updateProposal(trx, id, answered);
    const after = await findProposal(trx, id);
    if (after) await tellProposer(trx, ctx, after, status);
    await recordAudit(trx, ctx, {
      action: 'program_proposal.answered',
      entity: 'program_proposal',
      entityId: id,
      libraryId,
      after: { status, answer, programId },
    });
    return programId;
  });
}

/** Under which messages to whoever proposed wait. */
export const aboutProposal = (id: number): string => `program_proposal:${id}`;

/** Makes the draft of a programme of what was proposed; staff complete it and publish it like any other. */
async function draftOf(trx: Tx, ctx: Ctx, proposal: Proposal | undefined): Promise<number> {
  if (!proposal) throw ideaErrors.proposalNotFound();
  const { libraryId, title, description, audience, coHost, name } = proposal;
  const partners = coHost && name !== '' ? [name.slice(0, 120)] : [];
  const input = { kind: 'event' as const, title: title.slice(0, 200), description, audience, partners };
  return addProgram(trx, ctx, { libraryId, input, clonedFromId: null });
}

async function tellProposer(
  trx: Tx,
  ctx: Ctx,
  proposal: Proposal,
  news: Exclude<ProposalStatus, 'new'>,
): Promise<void> {
  const { id, version, libraryId, libraryName, title, answer, memberId, email, name, language, token } = proposal;
  const params = { title, news, activity: '', library: libraryName, reason: answer };
  const about = aboutProposal(id);
  await withdrawNotices(trx, ctx, about);
  await withdrawGuestMessages(trx, ctx, about);
  const told = { libraryId, key: `program_proposal:${id}:${version}`, about };
  if (memberId !== null) await notify(trx, ctx, ideaNews, { params, memberId, ...told });
  else if (email !== '') {
    const path = `/kegiatan/usul/${token}`;
    await tellGuest(trx, ctx, ideaNews, {
      params,
      ...told,
      to: email,
      name,
      language,
      path,
      expiresAt: null,
    });
  }
}
