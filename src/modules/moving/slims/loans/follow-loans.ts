import { CarriedIds, followLoans as followAll } from '#modules/moving/engine';
import type { LocalDate } from '#shared/dates';
import { loanSays } from '#shared/moving/loan-days';
import { memberKey } from '#shared/moving/member-key';
import { idOf } from '#shared/moving/old-row';
import type { Run } from '../run.ts';
import { planLoan } from './plan-loan.ts';
import { copyKey, type LoanSurvey } from './survey-loans.ts';

const LONGEST_NUMBER = 40;

/** Follows what has become in SLiMS of loans that an earlier run brought. */
export async function followLoans(run: Run, survey: LoanSurvey, today: LocalDate): Promise<void> {
  const [items, members] = [new CarriedIds(run, 'item'), new CarriedIds(run, 'member')];
  await followAll(run, {
    table: 'loan',
    idOf: (row) => idOf(row('loan_id')),
    keyOf: (row) => `loan_id=${idOf(row('loan_id'))}`,
    saysOf: loanSays,
    wasLentAgain: (id) => survey.lentAgain.has(id),
    readNow: async (row) => {
      const member = memberKey(run.source, row('member_id') ?? '');
      const planned = planLoan(row, {
        ...{ survey, table: 'loan', today, copy: 'here' },
        memberType: survey.members.get(member) ?? 0,
      });
      if ('fate' in planned) return null;
      const code = copyKey(row('item_code'));
      const copy = code === null ? 0 : (survey.copies.get(code) ?? 0);
      await items.fetch([copy]);
      await members.fetch([member]);
      const barcode = row('item_code')?.slice(0, LONGEST_NUMBER) ?? '';
      return { itemId: items.get(copy), memberId: members.get(member), barcode, ...planned.loan };
    },
  });
}
