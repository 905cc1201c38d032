import { authorize, can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { getProgram, listSessions, listSpeakers } from '#modules/community/programs';
import type { Program } from '#modules/community/programs/client';
import { TOR_HEADS, type PaperWords, type ProgramPaper, type TorHead } from './client.ts';
import { selectBudgetLines, selectPaper } from './data/papers.queries.ts';

type Looking = Pick<Ctx, 'actor'> & { db: Db | Tx };

const NO_WORDS: PaperWords = {
  background: '',
  legalBasis: '',
  targets: '',
  outputs: '',
  method: '',
  closing: '',
  letterNumber: '',
  letterSubject: '',
  letterOpening: '',
  letterClosing: '',
  bring: '',
  invitees: '',
  copiesTo: '',
  conclusion: '',
  suggestions: '',
};

/** A programme for whoever runs it. Needs `programs.manage` at its library. Refuses `programs.not_found`. */
export async function managedProgram(ctx: Looking, programId: number): Promise<Program> {
  const program = await getProgram(ctx, programId);
  authorize(ctx, 'programs.manage', program.library.id);
  return program;
}

/**
 * What the papers of a programme say. Where nothing was written yet, it is what the programme said that it was copied from; number and date of
 * the letter, what came out and what was spent belong to that one and stay there. Needs `programs.manage` at its library. Refuses
 * `programs.not_found`.
 */
export async function getPaper(ctx: Looking, programId: number): Promise<{ program: Program; paper: ProgramPaper }> {
  const program = await managedProgram(ctx, programId);
  const own = await selectPaper(ctx.db, programId);
  if (own) {
    const budget = await selectBudgetLines(ctx.db, programId);
    return { program, paper: { programId, ...own, budget, takenOver: false } };
  }
  const earlier = await earlierPaper(ctx, program);
  const words = { ...NO_WORDS, ...earlier?.words, letterNumber: '', conclusion: '', suggestions: '' };
  const paper = {
    programId,
    version: 0,
    words,
    letterDate: null,
    signatories: earlier?.signatories ?? [],
    budget: (earlier?.budget ?? []).map((line) => ({ ...line, actual: null })),
    takenOver: earlier !== undefined,
  };
  return { program, paper };
}

/** What papers of a programme say that were saved for it, and nothing taken over; for a caller who may show it. */
export async function savedPaper(db: Db | Tx, programId: number): Promise<ProgramPaper> {
  const own = await selectPaper(db, programId);
  const nothing = { version: 0, words: NO_WORDS, letterDate: null, signatories: [] };
  return { programId, ...(own ?? nothing), budget: [], takenOver: false };
}

/** What was written for the programme that this one was copied from, where the actor runs that one too. */
async function earlierPaper(ctx: Looking, { clonedFromId }: Program) {
  if (clonedFromId === null) return undefined;
  const { id, library } = await getProgram(ctx, clonedFromId);
  const earlier = can(ctx.actor, 'programs.manage', library.id) ? await selectPaper(ctx.db, id) : undefined;
  return earlier && { ...earlier, budget: await selectBudgetLines(ctx.db, id) };
}

/** Heads of the terms of reference under which nothing stands yet. Needs what {@link getPaper} needs. */
export async function missingHeads(
  ctx: Looking,
  { program, paper }: Awaited<ReturnType<typeof getPaper>>,
): Promise<TorHead[]> {
  const [sessions, speakers] = [await listSessions(ctx, program.id), await listSpeakers(ctx, program.id)];
  const { words } = paper;
  const filled: Record<TorHead, boolean> = {
    background: words.background !== '',
    legalBasis: words.legalBasis !== '',
    goals: program.goals !== '',
    targets: words.targets !== '',
    outputs: words.outputs !== '' || program.outcomes !== '',
    speakers: speakers.length > 0,
    sessions: sessions.length > 0,
    method: words.method !== '',
    budget: paper.budget.length > 0,
    closing: words.closing !== '',
  };
  return TOR_HEADS.filter((head) => !filled[head]);
}
