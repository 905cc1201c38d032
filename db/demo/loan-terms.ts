/** Lending terms that the loan plan follows: the network's defaults, with the sample city's overrides. */
import type { City, DemoLibrary, MemberEntry } from './city.ts';

export interface LoanTerms {
  /** 0 means that this category may not borrow. */
  maxCopies: number;
  /** Calendar days. */
  loanDays: number;
  renewals: number;
}

export type LoanTermsOf = (library: DemoLibrary, category: MemberEntry['category']) => LoanTerms;

const NETWORK: Record<MemberEntry['category'], LoanTerms> = {
  anak: { maxCopies: 2, loanDays: 7, renewals: 1 },
  pelajar: { maxCopies: 2, loanDays: 7, renewals: 1 },
  mahasiswa: { maxCopies: 3, loanDays: 7, renewals: 1 },
  umum: { maxCopies: 2, loanDays: 7, renewals: 1 },
  guru: { maxCopies: 5, loanDays: 14, renewals: 1 },
  lansia: { maxCopies: 3, loanDays: 14, renewals: 2 },
  luar_kota: { maxCopies: 0, loanDays: 0, renewals: 0 },
  lembaga: { maxCopies: 60, loanDays: 30, renewals: 1 },
};

/** Terms of the sample city; the loader may pass the terms of the real policies instead. */
export const sampleLoanTerms =
  (city: City): LoanTermsOf =>
  (library, category) => {
    const terms = NETWORK[category];
    const override = city.loanOverrides.find(
      (rule) => rule.library === library.code && (rule.category === null || rule.category === category),
    );
    return override ? { ...terms, loanDays: Math.max(terms.loanDays, override.loanDays) } : terms;
  };
