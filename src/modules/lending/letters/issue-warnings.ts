import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import type { WorkReport } from '#platform/background/heavy';
import { listOverdue, viewAccount } from '#modules/lending/circulation';
import { getLibrary } from '#modules/ground/libraries';
import { getMember, lockMemberForLoan } from '#modules/people/members';
import { formatDate, localDate } from '#shared/dates';
import { selectLettersOfRound, selectWarnings } from './data/letters.queries.ts';
import { letterErrors } from './errors.ts';
import { issueLetter } from './issue-letter.ts';
import { nextWarning } from './rules/warning-level.ts';

/**
 * Issues the next warning (1, 2, 3) to a member for what is overdue at a library; what the member says to have brought back is not. Needs
 * `letters.issue` there. Throws `letters.member_not_found`, `letters.nothing_overdue`, `letters.too_soon`, `letters.all_warned`.
 * @returns id of the letter
 */
export const issueWarning = async (ctx: Ctx, memberNumber: string, libraryId: number): Promise<number> =>
  warn(ctx, { memberNumber, libraryId, round: null });

async function warn(
  ctx: Ctx,
  { memberNumber, libraryId, round }: { memberNumber: string; libraryId: number; round: string | null },
): Promise<number> {
  authorize(ctx, 'letters.issue', libraryId);
  return ctx.db.transaction().execute(async (trx) => {
    const locked = await lockMemberForLoan(trx, memberNumber);
    if (!locked) throw letterErrors.memberNotFound({ number: memberNumber });
    const inside = { ...ctx, db: trx };
    const member = await getMember(inside, locked.number);
    const { loans } = await viewAccount(inside, member.number, libraryId);
    const overdue = loans.filter(
      ({ status, dueState, library }) => status === 'open' && dueState === 'overdue' && library.id === libraryId,
    );
    const oldest = Math.min(...overdue.map((loan) => loan.dueAt.getTime()));
    if (overdue.length === 0) throw letterErrors.nothingOverdue({ name: member.fullName });
    const { timeZone } = await getLibrary(inside, libraryId);
    const earlier = await selectWarnings(trx, member.id, libraryId);
    const next = nextWarning(earlier, new Date(oldest), { now: ctx.clock.now(), timeZone });
    if ('refused' in next) {
      if (next.refused === 'all_warned') throw letterErrors.allWarned({ name: member.fullName });
      const { from } = next;
      throw letterErrors.tooSoon({ name: member.fullName, next: from, nextText: formatDate(from, ctx.locale) });
    }
    return issueLetter(trx, ctx, {
      kind: 'warning',
      memberId: member.id,
      libraryId,
      level: next.level,
      round,
      about: {
        fullName: member.guardianName ? `orang tua/wali dari ${member.fullName}` : member.fullName,
        memberNumber: member.number,
        facts: [],
        titles: overdue.map((loan) => ({
          title: loan.title,
          barcode: loan.itemBarcode,
          due: formatDate(localDate(loan.dueAt, loan.library.timeZone), 'id'),
          lateDays: loan.lateDays,
        })),
        purpose: '',
      },
    });
  });
}

const PAGE = 200;

/** What came of the warnings of a whole library. */
export interface WarnedAll {
  /** The letters that were issued, also those from before this work was interrupted. */
  ids: number[];
  /** Members who were warned a short time ago or three times, or brought everything back meanwhile. */
  leftOut: number;
  /** Members for whom something went wrong: the log says what. */
  failed: number;
}

/**
 * Issues the next warning to every member with something overdue at a library, each in a transaction of its own: what is issued stays
 * issued, and one that goes wrong stops nobody else's. Work of the worker (ask-warnings.ts); begun again, it goes on, and still knows
 * what it had issued. Needs `letters.issue` there.
 */
export async function issueWarnings(
  ctx: Ctx,
  libraryId: number,
  { signal, progress }: Pick<WorkReport, 'signal' | 'progress'>,
): Promise<WarnedAll> {
  authorize(ctx, 'letters.issue', libraryId);
  const round = ctx.requestId;
  const members = await overdueMembers(ctx, libraryId);
  let failed = 0;
  for (const [nth, memberNumber] of members.entries()) {
    signal.throwIfAborted();
    progress(nth, members.length);
    try {
      await warn(ctx, { memberNumber, libraryId, round });
    } catch (error) {
      // not due for a warning: the others still get theirs
      if (error instanceof AppError) continue;
      failed += 1;
      process.stderr.write(`letters: warning of a member: ${error instanceof Error ? error.stack : String(error)}\n`);
    }
  }
  const ids = await selectLettersOfRound(ctx.db, { libraryId, round });
  return { ids, leftOut: Math.max(0, members.length - ids.length - failed), failed };
}

/** Numbers of the members with something overdue at a library, who has it longest first. */
async function overdueMembers(ctx: Ctx, libraryId: number): Promise<string[]> {
  const members = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = await listOverdue(ctx, { libraryId, limit: PAGE, ...(cursor !== null && { cursor }) });
    for (const loan of page.data) members.add(loan.memberNumber);
    cursor = page.next;
  } while (cursor !== null);
  return [...members];
}
