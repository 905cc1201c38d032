import type { MailTaker } from '#platform/receiving/mail-takers';
import { ourLetters } from './reports/our-letters.ts';
import { takeReport } from './reports/take-report.ts';

/** Who takes reports about letters from the library's mailbox. */
export const mailTakers: readonly MailTaker[] = [
  { takeReport: async (ctx, needs, report) => takeReport(ctx, needs, ourLetters, report) },
];
