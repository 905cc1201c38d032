import { z } from 'zod';
import { day } from '#platform/requests/bounds';

/** Days of a ledger, both included. */
export const ledgerDays = z.object({ from: day, until: day });

/** They come in their order; they may be any, for nothing is done for each of them. */
export const inOrder = ({ from, until }: z.output<typeof ledgerDays>, issues: z.RefinementCtx): void => {
  if (from > until) issues.addIssue({ code: 'custom', message: 'before_start', path: ['until'] });
};

export const ledgerInput = ledgerDays.superRefine(inOrder);
export type LedgerInput = z.input<typeof ledgerInput>;
