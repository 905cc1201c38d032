import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import type { Obstacle } from '#modules/community/ideas/client';
import { getProgram } from '#modules/community/programs';
import { LEAST_ANSWERS } from './client.ts';
import { collectEvidence } from './collect-evidence.ts';
import { lockDraft, replaceDraft } from './data/drafts.queries.ts';
import { nextEditionErrors } from './errors.ts';
import { draftAgenda, type AgendaWords } from './rules/draft-agenda.ts';

/**
 * Drafts the agenda of the next edition from what this one left behind: its evaluation, ideas, plans, and what people searched in vain. An
 * agenda that was drafted before is replaced. Needs `programs.manage` and `responses.read` at its library.
 * Refuses `programs.not_found`, `next_editions.too_early` (not closed), `too_few` (nothing has enough answers), `already_made`.
 * @param words of the lines that the system names itself
 */
export const draftNextEdition = async (ctx: Ctx, programId: number, words: AgendaWords<Obstacle>): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => draftNextEditionIn(trx, ctx, programId, words));

/** The same in the transaction of the caller. */
export async function draftNextEditionIn(
  trx: Tx,
  ctx: Ctx,
  programId: number,
  words: AgendaWords<Obstacle>,
): Promise<void> {
  const within = { ...ctx, db: trx };
  const program = await getProgram(within, programId);
  authorize(ctx, 'programs.manage', program.library.id);
  if (program.state !== 'closed' && program.state !== 'archived') throw nextEditionErrors.tooEarly();
  const draft = await lockDraft(trx, programId);
  if (draft && draft.madeProgramId !== null) throw nextEditionErrors.alreadyMade();
  const agenda = draftAgenda(await collectEvidence(within, program), words);
  if (agenda.lines.length === 0) throw nextEditionErrors.tooFew({ least: LEAST_ANSWERS });
  await replaceDraft(trx, programId, agenda, { at: ctx.clock.now(), name: actorName(ctx.actor) });
  await recordAudit(trx, ctx, {
    action: 'edition_draft.drafted',
    entity: 'program',
    entityId: programId,
    libraryId: program.library.id,
    after: { lines: agenda.lines.length, tooFew: agenda.tooFew },
  });
}
