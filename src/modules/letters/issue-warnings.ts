import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { listOverdue, viewAccount } from '#modules/circulation';
import { getMember, lockMemberForLoan } from '#modules/members';
import { formatDate, localDate } from '#shared/dates';
import { selectWarnings } from './data/letters.queries.ts';
import { letterErrors } from './errors.ts';
import { issueLetter } from './issue-letter.ts';
import { nextWarning } from './rules/warning-level.ts';

/**
 * Issues the next warning (1, 2, 3) to a member for what is overdue at a library. Needs `letters.issue` there.
 * Throws `letters.member_not_found`, `letters.nothing_overdue`, `letters.too_soon`, `letters.all_warned`.
 * @returns id of the letter
 */
export async function issueWarning(ctx: Ctx, memberNumber: string, libraryId: number): Promise<number> {
  authorize(ctx, 'letters.issue', libraryId);
  return ctx.db.transaction().execute(async (trx) => {
    const locked = await lockMemberForLoan(trx, memberNumber);
    if (!locked) throw letterErrors.memberNotFound({ number: memberNumber });
    const inside = { ...ctx, db: trx };
    const member = await getMember(inside, locked.number);
    const { loans } = await viewAccount(inside, member.number, libraryId);
    const overdue = loans.filter((loan) => loan.dueState === 'overdue' && loan.library.id === libraryId);
    const oldest = Math.min(...overdue.map((loan) => loan.dueAt.getTime()));
    if (overdue.length === 0) throw letterErrors.nothingOverdue({ name: member.fullName });
    const now = ctx.clock.now();
    const next = nextWarning(await selectWarnings(trx, member.id, libraryId), new Date(oldest), now);
    if ('refused' in next) {
      if (next.refused === 'all_warned') throw letterErrors.allWarned({ name: member.fullName });
      const from = localDate(next.from, member.timeZone);
      throw letterErrors.tooSoon({ name: member.fullName, next: from, nextText: formatDate(from, ctx.locale) });
    }
    return issueLetter(trx, ctx, {
      kind: 'warning',
      memberId: member.id,
      libraryId,
      level: next.level,
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

/**
 * Issues the next warning to every member with something overdue at a library; who was warned a short time ago, or three times,
 * is left out. Needs `letters.issue` there. @returns the letters that were issued, and how many members were left out
 */
export async function issueWarnings(ctx: Ctx, libraryId: number): Promise<{ ids: number[]; leftOut: number }> {
  authorize(ctx, 'letters.issue', libraryId);
  const members = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = await listOverdue(ctx, { libraryId, limit: PAGE, ...(cursor !== null && { cursor }) });
    for (const loan of page.data) members.add(loan.memberNumber);
    cursor = page.next;
  } while (cursor !== null);
  const ids: number[] = [];
  for (const number of members) {
    try {
      ids.push(await issueWarning(ctx, number, libraryId));
    } catch (error) {
      // not due for a warning: the others still get theirs
      if (!(error instanceof AppError)) throw error;
    }
  }
  return { ids, leftOut: members.size - ids.length };
}
