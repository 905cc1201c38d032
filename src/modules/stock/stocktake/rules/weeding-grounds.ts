/** Why a copy may leave: its contents are old, nobody borrows it, there are more copies than needed, its condition. */
export const WEEDING_GROUNDS = ['old', 'unused', 'duplicate', 'condition'] as const;
export type WeedingGround = (typeof WEEDING_GROUNDS)[number];
export const WEEDING_CONDITIONS = ['damaged', 'missing', 'lost'] as const;
export type WeedingCondition = (typeof WEEDING_CONDITIONS)[number];

/** What is looked for; null = not asked. */
export interface WeedingRules {
  /** Published more than so many years ago. */
  olderThanYears: number | null;
  /** In the library for more than so many years, and not lent in them. */
  unusedYears: number | null;
  /** More copies of a title in this library than this: the surplus. */
  maxCopies: number | null;
  conditions: WeedingCondition[];
  /** All that is asked, or any of it. */
  match: 'all' | 'any';
}

export interface WeedingFacts {
  status: string;
  /** Local and rare: never weeded. */
  protected: boolean;
  year: number | null;
  /** `YYYY-MM-DD` since when the library has it */
  acquiredOn: string;
  /** `YYYY-MM-DD` */
  lastLoanOn: string | null;
  /** 1 = the copy of its title to be kept first … */
  nthCopy: number;
}

/** The same day so many years ago; 29 February is taken for the 28th. */
const yearsAgo = (today: string, years: number): string => {
  const day = today.slice(4) === '-02-29' ? '-02-28' : today.slice(4);
  return `${String(Number(today.slice(0, 4)) - years).padStart(4, '0')}${day}`;
};

/**
 * On what grounds a copy may be weeded; empty = it stays. Local and rare items always stay (practice of SNP collection policies), and
 * a rule about a fact that nobody knows (a year of publication) does not hold.
 * @param today `YYYY-MM-DD` in the library's zone
 */
export function weedingGrounds(facts: WeedingFacts, rules: WeedingRules, today: string): WeedingGround[] {
  if (facts.protected) return [];
  const asked: [WeedingGround, boolean][] = [];
  const { olderThanYears, unusedYears, maxCopies, conditions } = rules;
  if (olderThanYears !== null) {
    asked.push(['old', facts.year !== null && facts.year < Number(today.slice(0, 4)) - olderThanYears]);
  }
  if (unusedYears !== null) {
    const since = yearsAgo(today, unusedYears);
    asked.push(['unused', facts.acquiredOn < since && (facts.lastLoanOn === null || facts.lastLoanOn < since)]);
  }
  if (maxCopies !== null) asked.push(['duplicate', facts.nthCopy > maxCopies]);
  if (conditions.length > 0) asked.push(['condition', conditions.some((condition) => condition === facts.status)]);
  const held = asked.filter(([, holds]) => holds).map(([ground]) => ground);
  return rules.match === 'all' && held.length < asked.length ? [] : held;
}
