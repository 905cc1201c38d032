import { localDate, type LocalDate } from '#shared/dates';
import { sameKey } from '#shared/mysql-dump/same-key';
import { readRowsOf, readTables } from '#modules/moving/engine';
import { IdSet } from '#shared/moving/id-set';
import { findLentAgain, type OpenLoan } from '#shared/moving/lent-again';
import { isOpen, lentAt } from '#shared/moving/loan-days';
import { memberKey } from '#shared/moving/member-key';
import { NumberMap } from '#shared/moving/number-map';
import { idOf, rowReader, type OldRow } from '#shared/moving/old-row';
import { textNumber } from '#shared/moving/text-number';
import { tidyLine } from '#shared/moving/tidy-text';
import type { Run } from '../run.ts';

/** What must be known of a dump before its loans can be read: copies and members, which they name by text, and which loans follow others. */
export interface LoanSurvey {
  /** Copies that came, by what stands for their codes: the first of those that share one. */
  copies: NumberMap;
  /** Those of them whose code others bear too. */
  shared: IdSet;
  /** Members that came, by their keys (`rules/member-key.ts`), with the number of their type. */
  members: NumberMap;
  /** Rows of `loan`. */
  loans: IdSet;
  /** Copies that are out, with the keys of who has them. */
  out: NumberMap;
  /** Of running loans whose copy has been lent again since: on which day. */
  lentAgain: ReadonlyMap<number, LocalDate>;
  /** Of running loans whose copy did not come: what the history calls it. */
  missingTitles: ReadonlyMap<number, string>;
  /** Days of lending by rule, and by type of member. */
  ruleDays: Map<number, number>;
  typeDays: Map<number, number>;
}

interface RunningLoan extends OpenLoan {
  member: number;
}

const READ = new Set(['item', 'member', 'loan', 'mst_member_type', 'mst_loan_rules']);

/** What stands for the code of a copy; null = it has none. */
export const copyKey = (code: string | null): number | null => {
  const key = sameKey(code ?? '');
  return key === '' ? null : textNumber(key);
};

/** Rows that are one loan: the same copy, member and days. */
export const sameLoan = (row: OldRow): number =>
  textNumber(
    [
      sameKey(row('item_code') ?? ''),
      sameKey(row('member_id') ?? ''),
      ...['loan_date', 'due_date', 'is_return', 'return_date'].map((column) => row(column) ?? ''),
    ].join('\n'),
  );

const daysOf = (text: string | null): number => {
  const days = Number(text ?? 0);
  return Number.isInteger(days) && days > 0 && days < 3660 ? days : 0;
};

function addCopy(survey: LoanSurvey, run: Run, row: OldRow): void {
  const id = idOf(row('item_id'));
  const key = copyKey(row('item_code'));
  if (key === null || !run.carriedCopies.has(id) || survey.copies.add(key, id)) return;
  survey.shared.add(survey.copies.get(key) ?? 0);
}

/** The history keeps the title of a loan's copy, also when that is gone. */
async function titlesOf(run: Run, loans: ReadonlySet<number>): Promise<Map<number, string>> {
  const titles = new Map<number, string>();
  if (loans.size === 0) return titles;
  for await (const rows of readRowsOf(run.path, 'loan_history')) {
    run.signal.throwIfAborted();
    for (const row of rows) {
      const id = idOf(row('loan_id'));
      if (loans.has(id)) titles.set(id, tidyLine(row('title')).text);
    }
  }
  return titles;
}

/** Reads the dump once for what loans point at. Some 32 bytes stay in memory for each copy and member, a bit for each loan, and the running loans. */
export async function surveyLoans(run: Run): Promise<LoanSurvey> {
  const today = localDate(run.ctx.clock.now(), run.library.timeZone);
  const survey: LoanSurvey = {
    copies: new NumberMap(),
    shared: new IdSet(),
    members: new NumberMap(),
    loans: new IdSet(),
    out: new NumberMap(),
    lentAgain: new Map(),
    missingTitles: new Map(),
    ruleDays: new Map(),
    typeDays: new Map(),
  };
  const open: RunningLoan[] = [];
  const seen = new NumberMap();
  const take: Readonly<Record<string, (row: OldRow) => void>> = {
    item: (row) => addCopy(survey, run, row),
    member: (row) => {
      const key = memberKey(run.source, row('member_id') ?? '');
      if (run.carriedMembers.has(key)) survey.members.add(key, Math.max(idOf(row('member_type_id')), 0));
    },
    mst_member_type: (row) => survey.typeDays.set(idOf(row('member_type_id')), daysOf(row('loan_periode'))),
    mst_loan_rules: (row) => survey.ruleDays.set(idOf(row('loan_rules_id')), daysOf(row('loan_periode'))),
    loan: (row) => {
      const id = idOf(row('loan_id'));
      const copy = copyKey(row('item_code'));
      if (!survey.loans.add(id) || copy === null || !isOpen(row)) return;
      // a row that says the same once more lends nothing again
      const member = memberKey(run.source, row('member_id') ?? '');
      if (seen.add(sameLoan(row), id)) open.push({ id, copy, member, day: lentAt(row, today).day });
    },
  };
  for await (const event of readTables(run.path, READ)) {
    run.signal.throwIfAborted();
    if (event.type !== 'rows' || !event.rows) continue;
    const read = rowReader(event.columns);
    for (const cells of event.rows) take[event.table]?.(read(cells));
  }
  const missing = new Set(open.flatMap(({ id, copy }) => (survey.copies.get(copy) === undefined ? [id] : [])));
  const lentAgain = findLentAgain(open);
  for (const { id, copy, member } of open) {
    const itemId = survey.copies.get(copy);
    if (itemId !== undefined && !lentAgain.has(id)) survey.out.add(itemId, member);
  }
  return { ...survey, lentAgain, missingTitles: await titlesOf(run, missing) };
}
