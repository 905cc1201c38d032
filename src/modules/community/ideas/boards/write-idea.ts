import { claimForm, recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt } from '#platform/requests/rate-limit';
import { boardOf, ledBoard, takeBoard } from './board-for.ts';
import { changeBoard } from '../data/boards.queries.ts';
import { findIdea, insertIdea, selectNotes, unmerge, updateIdea } from '../data/ideas.queries.ts';
import { deleteVotesFor } from '../data/votes.queries.ts';
import { ideaErrors } from '../errors.ts';
import { needParticipant, ownerHashOf, viewerOf, type Hand } from './participant.ts';
import type { Naming } from '../rules/phases.ts';
import { ideaInput, notesInput, type IdeaInput, type NotesInput } from '../schema.ts';

const PER_HOUR = { limit: 60, windowSeconds: 3600 };

/** Whether what is written now carries no name: the board decides, or leaves it to the writer. */
export function isAnonymous(naming: Naming, wanted: boolean): boolean {
  return naming === 'choice' ? wanted : naming === 'anonymous';
}

/** Of an anonymous idea only the hour is kept: the minute would tell who sat at which phone. */
function hourOf(instant: Date): Date {
  const hour = new Date(instant);
  hour.setUTCMinutes(0, 0, 0);
  return hour;
}

/**
 * A participant writes an idea. An anonymous one carries nothing of its writer but the hash of a key that only the writer's browser has
 * (decision 085), so it is in no audit trail either. Throws `ideas.board_not_found`, `ideas.not_participant`, `ideas.phase_forbids`,
 * `platform.too_many_requests`, `platform.invalid_input` (also for an anonymous idea without a key). @returns its id
 */
export async function writeIdea(ctx: Ctx, boardId: number, input: IdeaInput, hand: Hand): Promise<number> {
  const { text, anonymous } = parseInput(ideaInput, input);
  const board = await boardOf(ctx, boardId);
  const participant = await needParticipant(ctx, board.program.id, hand);
  const ownerHash = hand.key ? ownerHashOf(hand.key) : null;
  // counted by the browser, so that the counter does not say who wrote when
  await countAttempt(ctx, `idea:${ownerHash ?? participant.enrolmentId}`, PER_HOUR);
  return ctx.db.transaction().execute(async (trx) => {
    const { naming, version } = await takeBoard(trx, boardId, 'write');
    await claimForm(trx, ctx);
    const now = ctx.clock.now();
    if (!isAnonymous(naming, anonymous)) {
      const { enrolmentId, name, libraryId } = participant;
      const by = { source: 'named', enrolmentId, authorName: name, libraryId };
      return insertIdea(trx, { boardId, text, ...by, version, createdAt: now });
    }
    if (ownerHash === null) throw platformErrors.invalidInput({}, { key: 'required' });
    return insertIdea(trx, { boardId, text, source: 'anonymous', ownerHash, version, createdAt: hourOf(now) });
  });
}

/**
 * Takes an idea from the board: its writer while the phase permits, the facilitator at any time. Votes for it are free again, and what was
 * merged into it comes back. Throws `ideas.idea_not_found` (also
 * for that of somebody else), `ideas.phase_forbids`.
 */
export async function withdrawIdea(ctx: Ctx, id: number, hand: Hand): Promise<void> {
  const idea = await findIdea(ctx.db, id);
  if (!idea) throw ideaErrors.ideaNotFound();
  const board = await boardOf(ctx, idea.boardId);
  const viewer = await viewerOf(ctx, board, hand);
  const own =
    (idea.enrolmentId !== null && idea.enrolmentId === viewer.enrolmentId) ||
    (idea.ownerHash !== null && idea.ownerHash === viewer.ownerHash);
  if (!own && !viewer.facilitates) throw ideaErrors.ideaNotFound();
  await ctx.db.transaction().execute(async (trx) => {
    const taken =
      own && !viewer.facilitates ? await takeBoard(trx, board.id, 'withdraw') : await changeBoard(trx, board.id);
    // it may have been merged or taken away meanwhile: votes that went on with it are not lost
    if (!(await findIdea(trx, id))) throw ideaErrors.ideaNotFound();
    const version = taken?.version ?? 0;
    // what others wrote was only put under it
    await unmerge(trx, id, version);
    await updateIdea(trx, id, { withdrawnAt: ctx.clock.now(), version });
    await deleteVotesFor(trx, id);
    if (own) return;
    await recordAudit(trx, ctx, {
      action: 'idea.withdrawn',
      entity: 'idea',
      entityId: id,
      libraryId: board.library.id,
      before: { text: idea.text },
    });
  });
}

/**
 * Staff type what was written on paper, one note a line; what is on the board from paper already is left out. Needs `ideas.manage`.
 * Throws `ideas.board_not_found`, `ideas.phase_forbids`, `platform.invalid_input`. @returns how many were new
 */
export async function enterNotes(ctx: Ctx, boardId: number, input: NotesInput): Promise<number> {
  const { library } = await ledBoard(ctx, boardId);
  const { notes, theme } = parseInput(notesInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const { version } = await takeBoard(trx, boardId, 'note');
    const known = await selectNotes(trx, boardId);
    const fresh = [...new Set(notes)].filter((text) => !known.has(text));
    for (const text of fresh) {
      await insertIdea(trx, { boardId, text, theme, source: 'paper', version, createdAt: ctx.clock.now() });
    }
    await recordAudit(trx, ctx, {
      action: 'idea.notes_entered',
      entity: 'idea_board',
      entityId: boardId,
      libraryId: library.id,
      after: { count: fresh.length },
    });
    return fresh.length;
  });
}
