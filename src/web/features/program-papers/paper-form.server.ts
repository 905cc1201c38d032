import type { PaperInput } from '#modules/community/program-papers';
import {
  MAX_BUDGET_LINES,
  MAX_SIGNATORIES,
  PAPER_WORDS,
  type ProgramPaper,
} from '#modules/community/program-papers/client';

/** Empty rows below the budget lines that are there. */
const SPARE_LINES = 3;
const SIGNATORY = ['office', 'name', 'details'] as const;
const LINE = ['accountCode', 'label', 'planned', 'actual'] as const;

/** What stands in the fields of the form, by their names; rows as `budget.0.label`. */
export function paperValues({ version, words, letterDate, signatories, budget }: ProgramPaper): Record<string, string> {
  const values: Record<string, string> = { ...words, version: String(version), letterDate: letterDate ?? '' };
  for (let at = 0; at < MAX_SIGNATORIES; at += 1) {
    for (const field of SIGNATORY) values[`signatories.${at}.${field}`] = signatories[at]?.[field] ?? '';
  }
  for (let at = 0; at < Math.min(budget.length + SPARE_LINES, MAX_BUDGET_LINES); at += 1) {
    for (const field of LINE) values[`budget.${at}.${field}`] = String(budget[at]?.[field] ?? '');
  }
  return values;
}

/** Rows of a list with something in them, and where they stood. */
function rowsOf<F extends string>(values: Record<string, string>, list: string, fields: readonly F[], max: number) {
  const rows: { at: number; row: Record<string, string> }[] = [];
  for (let at = 0; at < max; at += 1) {
    const row = Object.fromEntries(fields.map((field) => [field, values[`${list}.${at}.${field}`]?.trim() ?? '']));
    if (Object.values(row).some((value) => value !== '')) rows.push({ at, row });
  }
  return rows;
}

/** What was sent, without rows that are empty, and a way back from the name of a refused field to the row where it stood. */
export function readPaperForm(values: Record<string, string>): {
  input: PaperInput;
  nameOf: (refused: string) => string;
} {
  const signatories = rowsOf(values, 'signatories', SIGNATORY, MAX_SIGNATORIES);
  const budget = rowsOf(values, 'budget', LINE, MAX_BUDGET_LINES);
  const words = Object.fromEntries(PAPER_WORDS.map((name) => [name, values[name] ?? '']));
  const stood: Record<string, number[]> = {
    signatories: signatories.map(({ at }) => at),
    budget: budget.map(({ at }) => at),
  };
  return {
    input: {
      ...words,
      version: values.version ?? '',
      letterDate: values.letterDate ?? '',
      signatories: signatories.map(({ row: { office = '', name = '', details = '' } }) => ({ office, name, details })),
      budget: budget.map(({ row: { accountCode = '', label = '', planned = '', actual = '' } }) => ({
        accountCode,
        label,
        planned,
        actual,
      })),
    },
    nameOf(refused) {
      const [list = '', at = '', ...field] = refused.split('.');
      const before = stood[list]?.[Number(at)];
      return before === undefined ? refused : [list, before, ...field].join('.');
    },
  };
}
