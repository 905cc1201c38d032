import type { Db } from '#platform/database/db';

/** Running loans of a library that are due in a span of time, in the order of their ids; one page. */
export const selectLoansDue = async (
  db: Db,
  about: { libraryId: number; from: Date; to: Date; afterId: number; limit: number },
) =>
  db
    .selectFrom('loan')
    .innerJoin('member', 'member.id', 'loan.memberId')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .select([
      'loan.id',
      'member.id as memberId',
      'loan.loanedAt',
      'loan.dueAt',
      'loan.broughtAt',
      'member.categoryId',
      'item.barcode',
      'bib.title',
    ])
    .where('loan.libraryId', '=', about.libraryId)
    .where('loan.status', '=', 'open')
    .where('loan.dueAt', '>=', about.from)
    .where('loan.dueAt', '<', about.to)
    .where('loan.id', '>', about.afterId)
    .orderBy('loan.id')
    .limit(about.limit)
    .execute();
