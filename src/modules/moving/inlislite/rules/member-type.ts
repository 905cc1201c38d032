import type { ReadRule, RuleValues } from '#shared/moving/lending-rule';
import type { OldRow } from '#shared/moving/old-row';
import { tidyLine } from '#shared/moving/tidy-text';

/** A row of `jenis_anggota`: a type of members, which is their rule of lending as well. */
export interface MemberTypeRow {
  key: string | null;
  name: string;
  rule: ReadRule;
  /** Late returns suspend for so many days; 0 = they do not. */
  suspendDays: number;
}

const LONGEST_SHOWN = 20;
/** What a library can mean; beyond it somebody has slipped on a key. */
const BOUNDS = {
  maxLoans: ['maxpinjamkoleksi', 1000],
  loanLength: ['maxloandays', 3650],
  maxRenewals: ['countperpanjang', 1000],
} as const satisfies Partial<Record<keyof RuleValues, readonly [column: string, most: number]>>;
const MOST_FINE = 1_000_000;

const wholeOf = (text: string | null): number => Number((text?.trim() || '0').replace(/\.0*$/, ''));

/** In INLISLite 0 is not zero but what the next rule says: it is not said. */
export function readMemberType(row: OldRow): MemberTypeRow {
  const unusable: ReadRule['unusable'] = [];
  const bad = (column: string): undefined => {
    unusable.push({ column, value: (row(column) ?? '').slice(0, LONGEST_SHOWN) });
    return undefined;
  };
  const one = (field: keyof typeof BOUNDS): number | undefined => {
    const [column, most] = BOUNDS[field];
    const value = wholeOf(row(column));
    if (value === 0) return undefined;
    return Number.isInteger(value) && value > 0 && value <= most ? value : bad(column);
  };
  const fine = (): number | undefined => {
    const value = wholeOf(row('dendapertenor'));
    if (value === 0) return undefined;
    const isDaily = wholeOf(row('dendatenorjumlah')) <= 1 && !/minggu|bulan|tahun/i.test(row('dendatenorsatuan') ?? '');
    return isDaily && Number.isInteger(value) && value > 0 && value <= MOST_FINE ? value : bad('dendapertenor');
  };
  const said = {
    ...{ maxLoans: one('maxLoans'), loanLength: one('loanLength') },
    ...{ maxRenewals: one('maxRenewals'), finePerDay: fine() },
  };
  const days = wholeOf(row('daysuspend'));
  return {
    key: row('id'),
    name: tidyLine(row('jenisanggota')).text,
    rule: { unusable, values: Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) },
    suspendDays: Number.isInteger(days) && days > 0 ? days : 0,
  };
}
