import type { MailTaker } from '#platform/receiving/mail-takers';
import { ourLetters } from './reports/our-letters.ts';
import { takeRefusal } from './reports/take-refusal.ts';
import { takeReport } from './reports/take-report.ts';

/** Who takes reports about letters from the library's mailbox, and hears of letters that a mail server refused. */
export const mailTakers: readonly MailTaker[] = [
  {
    takeReport: async (ctx, needs, report) => takeReport(ctx, needs, ourLetters, report),
    takeRefusal: async (trx, ctx, needs, refusal) => takeRefusal(trx, ctx, needs, ourLetters, refusal),
  },
];
