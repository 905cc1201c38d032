import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { addDays, localDate } from '#shared/dates';
import type { Fact, Obstacle, PlanStatus } from '../client.ts';
import { insertBoard } from '../data/boards.queries.ts';
import { updateFollowUp } from '../data/follow-ups.queries.ts';
import { insertComment, insertIdea } from '../data/ideas.queries.ts';
import { insertPlan } from '../data/plans.queries.ts';
import { insertVote } from '../data/votes.queries.ts';
import { newBoardCode } from './lead-board.ts';
import { askLater } from '../plans/make-plan.ts';
import { measureFact } from '../plans/measure-fact.ts';

/** Somebody who took part. */
export interface PastParticipant {
  enrolmentId: number;
  name: string;
  library: { id: number; code: string; name: string; timeZone: string };
}

/** What became of an idea at the library of who wrote it. */
export interface PastPlan {
  activity: string;
  goal: string;
  fact: Fact | null;
  /** Where the figure began and where it is to go, as parts of what it is today. */
  share: number;
  aim: number;
  status: PlanStatus;
  obstacle: Obstacle | null;
  /** What was said after 30 days, or why it stopped; '' = nothing yet. */
  story: string;
  /** Days from the session to the day on which it is due. */
  dueIn: number;
}
export interface PastIdea {
  text: string;
  theme: string;
  /** Null: from paper; `anonymous`: nobody knows. */
  by: PastParticipant | 'anonymous' | null;
  /** Enrolments. */
  voters: readonly number[];
  comments: readonly { text: string; by: PastParticipant }[];
  plan: PastPlan | null;
}

const HOUR = 3_600_000;

/**
 * Writes a board that is over, its ideas, votes and plans, as if it had happened at `at`: for libraries that moved here, and for
 * samples. Nobody is told. @returns the id of the board
 */
export async function saveWorkshop(
  trx: Tx,
  ctx: Ctx,
  past: {
    sessionId: number;
    programId: number;
    question: string;
    votesEach: number;
    at: Date;
    ideas: readonly PastIdea[];
  },
): Promise<number> {
  const { sessionId, programId, question, votesEach, at } = past;
  const boardId = await insertBoard(trx, {
    ...{ sessionId, programId, question, votesEach, code: newBoardCode(), phase: 'closed', version: 2, createdAt: at },
  });
  await recordAudit(trx, ctx, {
    action: 'idea_board.opened',
    entity: 'idea_board',
    entityId: boardId,
    after: { question },
  });
  const given = new Map<number, number>();
  for (const idea of past.ideas) {
    const ideaId = await saveIdea(trx, { boardId, at, idea });
    for (const enrolmentId of idea.voters) {
      const nth = (given.get(enrolmentId) ?? 0) + 1;
      if (nth > votesEach) continue;
      given.set(enrolmentId, nth);
      await insertVote(trx, { boardId, enrolmentId, nth, votesEach, ideaId });
    }
    const { plan, by } = idea;
    if (plan && by !== null && by !== 'anonymous') await savePlan(trx, ctx, { programId, ideaId, at, by, plan });
  }
  return boardId;
}

async function saveIdea(
  trx: Tx,
  { boardId, at, idea }: { boardId: number; at: Date; idea: PastIdea },
): Promise<number> {
  const { text, theme, by } = idea;
  const source = by === null ? 'paper' : by === 'anonymous' ? 'anonymous' : 'named';
  const named =
    by === null || by === 'anonymous'
      ? {}
      : { enrolmentId: by.enrolmentId, authorName: by.name, libraryId: by.library.id };
  const ideaId = await insertIdea(trx, { boardId, text, theme, source, version: 2, createdAt: at, ...named });
  for (const comment of idea.comments) {
    const { enrolmentId, name } = comment.by;
    await insertComment(trx, { ideaId, text: comment.text, enrolmentId, authorName: name, createdAt: at });
  }
  return ideaId;
}

interface Planned {
  programId: number;
  ideaId: number;
  at: Date;
  by: PastParticipant;
  plan: PastPlan;
}
async function savePlan(trx: Tx, ctx: Ctx, { programId, ideaId, at, by, plan }: Planned): Promise<void> {
  const { activity, goal, fact, share, aim, status, obstacle, story, dueIn } = plan;
  const { library, enrolmentId, name } = by;
  const committedAt = status === 'proposed' ? null : new Date(at.getTime() + HOUR);
  const day = localDate(at, library.timeZone);
  const now = fact === null ? null : await measureFact({ db: trx, clock: ctx.clock }, fact, library, committedAt);
  const baseline = now === null ? null : Math.round(now * share);
  const id = await insertPlan(trx, {
    ...{ programId, ideaId, enrolmentId, ownerName: name, libraryId: library.id, activity, goal, fact, baseline },
    target: now === null ? null : Math.max((baseline ?? 0) + 1, Math.round(now * aim)),
    ...{ dueOn: addDays(day, dueIn), status, createdAt: at, committedAt },
    ...(status === 'stopped' && { obstacle, stopReason: story, endedAt: dayAfter(at, 31) }),
    ...(status === 'done' && { endedAt: dayAfter(at, 31) }),
  });
  if (committedAt === null) return;
  await askLater(trx, id, day);
  if (story === '' || status === 'committed' || status === 'proposed') return;
  const measured = now === null || baseline === null ? null : Math.round((now + baseline) / 2);
  const answered = { openedAt: dayAfter(at, 30), answeredAt: dayAfter(at, 31), status, story, obstacle, measured };
  await updateFollowUp(trx, id, 30, answered);
}

const dayAfter = (at: Date, days: number): Date => new Date(at.getTime() + days * 24 * HOUR);
