import { accountActor, staffWho, type StaffAddress } from '#modules/ground/identity';
import { mainLibrary, networkZone } from '#modules/ground/libraries';
import { tellGuest, withdrawGuestMessages } from '#modules/people/notifications';
import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import { AppError } from '#platform/errors';
import { m } from '#i18n/messages';
import { addDays, instantAt, localDate, localMinute, type LocalDate } from '#shared/dates';
import { markTold, selectMails, type MailRow } from './data/report-mail.queries.ts';
import { aboutMail, mailKey } from './mail-report.ts';
import { makeReport, type Report } from './make-report.ts';
import { reportSent } from './notices.ts';
import { isAhead, mailDay, SENT_FROM_MINUTE, toldPeriod, type MailRhythm } from './rules/mail-rhythm.ts';
import { saidPlace, sayReport } from './say-report.ts';
import { keptQuery } from './schema.ts';
import { mayRead, sharedLibraries } from './share-report.ts';

/** So many rows stand in a letter; the page has all. */
const ROWS_TOLD = 12;
/** A longer name is cut before its figure, not with it. */
const MOST_OF_NAME = 200;
/** For so many days a letter that does not get out is tried. */
const TRIED_DAYS: Record<MailRhythm, number> = { week: 5, month: 10 };

interface DueMail extends MailRow {
  /** The Monday or the 1st whose letter it is. */
  on: LocalDate;
  reader: StaffAddress & { email: string };
}

/**
 * Which letters are to be written now: to whoever may read reports and has an address, of owners who still may. What waits for anybody else, or
 * tells of a library that its reader may not read any more, is taken back. A server that was off on Monday writes them on Tuesday.
 */
export async function dueMails(ctx: Ctx): Promise<DueMail[]> {
  const zone = await networkZone(ctx.db);
  const now = ctx.clock.now();
  const today = localDate(now, zone);
  const staff = new Map((await staffWho(ctx.db, 'reports.read')).map((one) => [one.id, one]));
  const due: DueMail[] = [];
  for (const mail of await selectMails(ctx.db)) {
    const on = mailDay(mail.rhythm, today);
    const reader = staff.get(mail.readerId);
    const mayGo = reader !== undefined && staff.has(mail.ownerId);
    if (mail.toldOn === on && !(mayGo && (await mayStillRead(ctx, mail))))
      await ctx.db.transaction().execute(async (trx) => withdrawGuestMessages(trx, ctx, aboutMail(mail)));
    if (!mayGo) continue;
    const isTime = today > on || localMinute(now, zone) >= SENT_FROM_MINUTE;
    const isTold = mail.toldOn >= on && !isAhead(mail.rhythm, mail.toldOn, today);
    if (isTime && !isTold && reader.email !== null)
      due.push({ ...mail, on, reader: { ...reader, email: reader.email } });
  }
  return due;
}

async function mayStillRead({ db }: Ctx, { readerId, toldOf }: MailRow): Promise<boolean> {
  const reader = await accountActor(db, readerId);
  return reader !== null && mayRead(reader, toldOf);
}

/**
 * Writes the letters that are due, each once, however often and by however many this is asked: the day is noted with the letter in one
 * transaction. One that fails stops no other. Where the figures of the days are not counted yet, the letter waits.
 */
export async function sendReportMails(ctx: Ctx, signal?: AbortSignal): Promise<void> {
  const round = new Round(ctx, signal);
  await round.each(await dueMails(ctx), async (mail) => writeLetter(oneAct(ctx), mail));
  round.end();
}

async function writeLetter(ctx: Ctx, mail: DueMail): Promise<void> {
  const { reader, on, rhythm } = mail;
  const actor = await accountActor(ctx.db, reader.id);
  const library = reader.homeLibraryId ?? (await mainLibrary(ctx))?.id;
  if (!actor || library === undefined) return;
  const period = toldPeriod(rhythm, on);
  const readerCtx: Ctx = { ...ctx, actor, locale: reader.locale };
  const report = await reportFor(readerCtx, mail);
  if (report && (report.through === null || report.through < period.to)) return;
  const lines = report && (await linesOf(readerCtx, report));
  const of = report && (await sharedLibraries(readerCtx, report.query));
  const about = report && `${report.label} · ${report.byLabel}, ${await saidPlace(readerCtx, report)}`;
  const zone = await networkZone(ctx.db);
  await ctx.db.transaction().execute(async (trx) => {
    // a report that cannot be made any more is passed over until the next time
    if (!(await markTold(trx, mail, { on, of })) || !report || !lines || !about) return;
    await tellGuest(trx, ctx, reportSent, {
      ...{ key: mailKey(mail, on), about: aboutMail(mail), libraryId: library },
      ...{ to: reader.email, name: reader.name, language: reader.locale, path: pathOf(report) },
      params: { name: mail.name, about, ...period, lines },
      expiresAt: instantAt(addDays(on, TRIED_DAYS[rhythm]), 0, zone),
    });
  });
}

/** The report as whoever gets it may read it; null: it cannot be made any more. */
async function reportFor(ctx: Ctx, { query: kept, rhythm, on }: DueMail): Promise<Report | null> {
  const query = keptQuery.safeParse(kept).data;
  if (!query) return null;
  try {
    return await makeReport(ctx, { ...query, ...toldPeriod(rhythm, on) });
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** The figures in short: their sum, and the first rows. */
async function linesOf(ctx: Ctx, report: Report): Promise<string[]> {
  const said = { locale: ctx.locale };
  const { period, rows, total, totalBefore, totalChange, isCompared } = await sayReport(ctx, report);
  if (period === null || total === null) return [m.reports_mail_no_month({}, said)];
  if (rows.length === 0) return [m.reports_mail_nothing({}, said)];
  const sum = isCompared
    ? m.reports_mail_total_beside({ total, was: totalBefore, change: totalChange }, said)
    : m.reports_mail_total({ total }, said);
  const nameOf = (label: string): string =>
    label.length > MOST_OF_NAME ? `${label.slice(0, MOST_OF_NAME - 1).trimEnd()}…` : label;
  const told = rows
    .slice(0, ROWS_TOLD)
    .map(({ label, n, was }) => `${nameOf(label)}: ${n}${isCompared ? ` (${was})` : ''}`);
  const rest = rows.length - told.length;
  return [sum, ...told, ...(rest > 0 ? [m.reports_mail_rest({ count: rest }, said)] : [])];
}

/** Where the whole report is read, after signing in. */
function pathOf({ query }: Report): string {
  const { kind, by, compare, library, from, to } = query;
  const address = new URLSearchParams({ ukuran: kind, menurut: by, dari: from, sampai: to, banding: compare });
  if (library !== undefined) address.set('perpustakaan', library);
  return `/staf/laporan/susun?${address.toString()}`;
}
