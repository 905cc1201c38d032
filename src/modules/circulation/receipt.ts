import type { Ctx } from '#platform/context';
import type { Mailer } from '#platform/mail';
import { findMemberByNumber } from '#modules/members';
import { formatDate, formatInstant, formatTime, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import type { DeskEvent } from './data/loan-views.queries.ts';
import { listDeskEvents } from './desk-day.ts';
import { circulationErrors } from './errors.ts';

export interface Receipt {
  memberNumber: string;
  memberName: string;
  /** null = no address is known */
  email: string | null;
  at: Date;
  /** What happened in this transaction, in its order; never what the member read before. */
  lines: DeskEvent[];
}

/** What one visit at this desk was. Throws `circulation.unknown_member`. */
export async function makeReceipt(ctx: Ctx, about: { memberNumber: string; since: Date }): Promise<Receipt> {
  const events = await listDeskEvents(ctx, { since: about.since, memberNumber: about.memberNumber });
  const member = await findMemberByNumber(ctx.db, about.memberNumber);
  if (!member) throw circulationErrors.unknownMember({ number: about.memberNumber });
  return {
    memberNumber: member.number,
    memberName: member.fullName,
    email: member.email,
    at: ctx.clock.now(),
    lines: events.toReversed(),
  };
}

/** Sends the receipt to the member's address. Throws `circulation.receipt_empty`, `circulation.no_email`, `circulation.mail_failed`. */
export async function mailReceipt(
  ctx: Ctx,
  mailer: Mailer,
  about: { memberNumber: string; since: Date; libraryName: string; timeZone: string },
): Promise<{ to: string }> {
  const receipt = await makeReceipt(ctx, about);
  if (receipt.lines.length === 0) throw circulationErrors.receiptEmpty();
  if (!receipt.email) throw circulationErrors.noEmail({ name: receipt.memberName });
  const { locale } = ctx;
  const text = [
    m.receipt_greeting({ name: receipt.memberName }, { locale }),
    '',
    ...receipt.lines.map((line) => lineInWords(line, ctx)),
    '',
    m.receipt_no_money({}, { locale }),
    `${about.libraryName}, ${formatInstant(receipt.at, about.timeZone, locale)}`,
  ].join('\n');
  try {
    await mailer.send({
      to: receipt.email,
      subject: m.receipt_subject({ library: about.libraryName }, { locale }),
      text,
    });
  } catch (error) {
    process.stderr.write(`mail: receipt not sent: ${error instanceof Error ? error.message : String(error)}\n`);
    throw circulationErrors.mailFailed();
  }
  return { to: receipt.email };
}

function lineInWords({ kind, title, itemBarcode, dueAt, library }: DeskEvent, { locale }: Ctx): string {
  const on = formatDate(localDate(dueAt, library.timeZone), locale, 'full');
  const due = isEndOfDay(dueAt) ? on : `${on}, ${formatTime(dueAt, library.timeZone, locale)}`;
  const about = { title, barcode: itemBarcode, due };
  switch (kind) {
    case 'loan':
      return m.receipt_line_loan(about, { locale });
    case 'renewal':
      return m.receipt_line_renewal(about, { locale });
    case 'return':
      return m.receipt_line_return(about, { locale });
  }
}

/** Day loans end with the last second of a day: the time says nothing. */
const isEndOfDay = (instant: Date): boolean => instant.getUTCSeconds() === 59;
