import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { addProgram, addSessionsIn, getProgram } from '#modules/community/programs';
import { instantAt } from '#shared/dates';
import { lockDraft, markMade, selectDraft } from './data/drafts.queries.ts';
import { nextEditionErrors } from './errors.ts';
import { layOutDays } from './rules/lay-out-days.ts';
import { makeInput, type MakeInput } from './schema.ts';

/**
 * Makes the next edition of a draft: a programme like the last one, with the lines as sessions laid into days from the one given, as a
 * draft that people go on with. Once. Needs `programs.manage` at its library.
 * Refuses `programs.not_found`, `next_editions.not_found`, `already_made`, `no_lines`. @returns the id of the new programme
 */
export const makeProgram = async (ctx: Ctx, programId: number, input: MakeInput): Promise<number> =>
  ctx.db.transaction().execute(async (trx) => makeProgramIn(trx, ctx, programId, input));

/** The same in the transaction of the caller. */
export async function makeProgramIn(trx: Tx, ctx: Ctx, programId: number, input: MakeInput): Promise<number> {
  const { startsOn } = parseInput(makeInput, input);
  const last = await getProgram({ ...ctx, db: trx }, programId);
  authorize(ctx, 'programs.manage', last.library.id);
  const locked = await lockDraft(trx, programId);
  const draft = locked && (await selectDraft(trx, programId));
  if (!draft) throw nextEditionErrors.notFound();
  if (draft.madeProgramId !== null) throw nextEditionErrors.alreadyMade();
  if (draft.lines.length === 0) throw nextEditionErrors.noLines();
  const edition = (last.edition ?? 1) + 1;
  const series = last.series || last.title;
  const fresh = { isTemplate: false, enrolmentOpensAt: null, enrolmentClosesAt: null };
  const made = await addProgram(trx, ctx, {
    libraryId: last.library.id,
    input: { ...last, ...fresh, series, edition },
    clonedFromId: programId,
  });
  const program = await getProgram({ ...ctx, db: trx }, made);
  const zone = last.library.timeZone;
  for (const { line, date, fromMinute, toMinute } of layOutDays(draft.lines, startsOn)) {
    const { title, format, jp } = line;
    const [startsAt, endsAt] = [instantAt(date, fromMinute, zone), instantAt(date, toMinute, zone)];
    const session = { title, format, jp, startsAt, endsAt };
    await addSessionsIn(trx, ctx, { program, input: session, recurrence: null });
  }
  await markMade(trx, draft.id, made);
  await recordAudit(trx, ctx, {
    action: 'edition_draft.made',
    entity: 'program',
    entityId: made,
    libraryId: last.library.id,
    after: { from: programId, edition, sessions: draft.lines.length },
  });
  return made;
}
