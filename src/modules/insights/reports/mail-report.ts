import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { factsOf } from '#modules/ground/facts';
import { staffWho } from '#modules/ground/identity';
import { networkZone } from '#modules/ground/libraries';
import { guestMessageStates, withdrawGuestMessages, type GuestMessageState } from '#modules/people/notifications';
import { accountOf, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { id } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate, type LocalDate } from '#shared/dates';
import {
  deleteMail,
  deleteReader,
  lockOwnKept,
  saveMail,
  selectMails,
  type MailRow,
} from './data/report-mail.queries.ts';
import { reportErrors } from './errors.ts';
import { MAIL_RHYTHMS, mailDay, nextMailDay, type MailRhythm } from './rules/mail-rhythm.ts';
import { keptQuery } from './schema.ts';

/** To so many a report goes. */
const MOST_READERS = 20;

const mailing = z.object({ rhythm: z.enum(MAIL_RHYTHMS), readers: z.array(id).min(1).max(MOST_READERS) });

/** A kept report that is sent by e-mail. */
export interface ReportMail {
  keptId: number;
  name: string;
  rhythm: MailRhythm;
  next: LocalDate;
  /** Whose report it is; null = the reader's own. */
  by: string | null;
  /** To whom, with what became of the last letter; null = there was none, or it was long ago. */
  readers: { id: number; name: string; state: GuestMessageState | null }[];
}

/** By this a letter is known: one for each report, person and day. */
export const mailKey = ({ keptId, readerId }: Pick<MailRow, 'keptId' | 'readerId'>, on: LocalDate): string =>
  `report_mail:${keptId}:${readerId}:${on}`;
export const aboutMail = ({ keptId, readerId }: Pick<MailRow, 'keptId' | 'readerId'>): string =>
  `report_mail:${keptId}:${readerId}`;

const todayOf = async ({ db, clock }: Ctx): Promise<LocalDate> => localDate(clock.now(), await networkZone(db));

function ownerOf(ctx: Ctx): number {
  authorizeAnywhere(ctx, 'reports.read');
  const account = accountOf(ctx.actor);
  if (account === null) throw reportErrors.notFound();
  return account;
}

/** To whom a report can be sent: staff who may read reports and have an address, by name. Needs `reports.read`. */
export async function reportReaders(ctx: Ctx): Promise<{ id: number; name: string }[]> {
  authorizeAnywhere(ctx, 'reports.read');
  const staff = await staffWho(ctx.db, 'reports.read');
  return staff.filter(({ email }) => email !== null).map(({ id: accountId, name }) => ({ id: accountId, name }));
}

/**
 * Has a kept report of one's own sent by e-mail from the next Monday or 1st on, to oneself and to colleagues: each gets the figures of their own
 * libraries. Needs `reports.read`. @returns the day of the first letter
 * Refuses `reports.not_found`, `reports.reader_unknown`, `reports.mail_by_month` (people are told of by whole months).
 */
export async function mailReport(
  ctx: Ctx,
  keptId: number,
  input: z.input<typeof mailing>,
): Promise<{ name: string; next: LocalDate }> {
  const accountId = ownerOf(ctx);
  const { rhythm, readers } = parseInput(mailing, input);
  const known = new Set((await reportReaders(ctx)).map((one) => one.id));
  if (!readers.every((one) => known.has(one))) throw reportErrors.readerUnknown({}, { readers: 'invalid' });
  const today = await todayOf(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const kept = await lockOwnKept(trx, { accountId, id: keptId });
    const query = keptQuery.safeParse(kept?.query).data;
    if (!kept || !query) throw reportErrors.notFound();
    if (rhythm === 'week' && factsOf(query.kind).who.includes(query.by))
      throw reportErrors.mailByMonth({}, { rhythm: 'invalid' });
    const to = [...new Set(readers)];
    await takeBack(trx, ctx, keptId, (one) => !to.includes(one.readerId) || one.rhythm !== rhythm);
    await saveMail(trx, keptId, { rhythm, readers: to, on: mailDay(rhythm, today), at: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      action: 'report.mailed',
      entity: 'report',
      entityId: String(keptId),
      after: { rhythm, readers: to },
    });
    return { name: kept.name, next: nextMailDay(rhythm, today) };
  });
}

/** It is sent to nobody any more. Needs `reports.read`. @returns its name. Refuses `reports.not_found`. */
export async function endReportMail(ctx: Ctx, keptId: number): Promise<string> {
  const accountId = ownerOf(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const kept = await lockOwnKept(trx, { accountId, id: keptId });
    if (!kept) throw reportErrors.notFound();
    await takeBack(trx, ctx, keptId);
    await deleteMail(trx, keptId);
    await recordAudit(trx, ctx, { action: 'report.mail_ended', entity: 'report', entityId: String(keptId) });
    return kept.name;
  });
}

/** Takes back the letters of a report that wait to be sent. */
export async function takeBack(
  trx: Tx,
  ctx: Ctx,
  keptId: number,
  which: (mail: MailRow) => boolean = () => true,
): Promise<void> {
  for (const mail of (await selectMails(trx, { keptIds: [keptId] })).filter(which))
    await withdrawGuestMessages(trx, ctx, aboutMail(mail));
}

/** One does not get a report any more, whoever has it sent. Needs to be signed in. Refuses `reports.mail_over`. */
export async function stopReportMail(ctx: Ctx, keptId: number): Promise<{ name: string }> {
  const readerId = ownerOf(ctx);
  const [mail] = (await selectMails(ctx.db, { readerId })).filter((one) => one.keptId === keptId);
  await ctx.db.transaction().execute(async (trx) => {
    if (!mail || !(await deleteReader(trx, mail))) throw reportErrors.mailOver();
    await withdrawGuestMessages(trx, ctx, aboutMail(mail));
    await recordAudit(trx, ctx, { action: 'report.mail_stopped', entity: 'report', entityId: String(keptId) });
  });
  return { name: mail?.name ?? '' };
}

/** The letters that one has sent, and those that one gets, by name. Needs `reports.read`. */
export async function listReportMails(ctx: Ctx): Promise<{ own: ReportMail[]; received: ReportMail[] }> {
  const accountId = ownerOf(ctx);
  const today = await todayOf(ctx);
  const all = (await selectMails(ctx.db)).filter(
    ({ ownerId, readerId }) => ownerId === accountId || readerId === accountId,
  );
  const staff = new Map((await staffWho(ctx.db, 'reports.read')).map(({ id: staffId, name }) => [staffId, name]));
  const states = await guestMessageStates(
    ctx,
    all.map((one) => mailKey(one, one.toldOn)),
  );
  const mailOf = (rows: MailRow[]): ReportMail[] =>
    rows.slice(0, 1).map(({ keptId, name, rhythm, owner, ownerId }) => ({
      ...{ keptId, name, rhythm, next: nextMailDay(rhythm, today), by: ownerId === accountId ? null : owner },
      readers: rows.flatMap((row) => {
        const reader = staff.get(row.readerId);
        const state = states.get(mailKey(row, row.toldOn)) ?? null;
        return reader === undefined ? [] : [{ id: row.readerId, name: reader, state }];
      }),
    }));
  const grouped = (rows: MailRow[]): ReportMail[] =>
    [...Map.groupBy(rows, ({ keptId }) => keptId).values()].flatMap(mailOf);
  return {
    own: grouped(all.filter(({ ownerId }) => ownerId === accountId)),
    received: grouped(all.filter(({ readerId }) => readerId === accountId)),
  };
}
