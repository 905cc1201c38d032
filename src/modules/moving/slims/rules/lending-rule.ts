import type { ReadRule, RuleValues } from '#shared/moving/lending-rule';
import type { OldRow } from '#shared/moving/old-row';

const LONGEST_SHOWN = 20;
/** What a library can mean; beyond it somebody has slipped on a key. */
const BOUNDS = {
  maxLoans: ['loan_limit', 0, 1000],
  loanLength: ['loan_periode', 1, 3650],
  maxRenewals: ['reborrow_limit', 0, 1000],
  finePerDay: ['fine_each_day', 0, 1_000_000],
  graceDays: ['grace_periode', 0, 365],
  maxHolds: ['reserve_limit', 0, 1000],
} as const satisfies Record<keyof RuleValues, readonly [column: string, least: number, most: number]>;

/** The values of a rule: 0 stays 0, what is empty is not said. A type that may not reserve has a limit of 0. */
export function readRule(row: OldRow): ReadRule {
  const unusable: ReadRule['unusable'] = [];
  const one = (field: keyof typeof BOUNDS): number | undefined => {
    const [column, least, most] = BOUNDS[field];
    const written = row(column)?.trim() ?? '';
    const value = Number(written);
    if (written === '') return undefined;
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    // nobody is lent anything, so no length is asked for
    const isIdle = field === 'loanLength' && value === 0 && Number(row('loan_limit') ?? 0) === 0;
    if (!isIdle) unusable.push({ column, value: written.slice(0, LONGEST_SHOWN) });
    return undefined;
  };
  const said = {
    maxLoans: one('maxLoans'),
    loanLength: one('loanLength'),
    maxRenewals: one('maxRenewals'),
    finePerDay: one('finePerDay'),
    graceDays: one('graceDays'),
    maxHolds: (row('enable_reserve') ?? '').trim() === '0' ? 0 : one('maxHolds'),
  };
  return { unusable, values: Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) };
}
