import {
  notify,
  takeBackUntold,
  takeBackUntoldGuest,
  tellGuest,
  type KeptNotice,
  type NoticeKind,
} from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Program, ProgramNews, ProgramSession } from '../client.ts';
import { selectEnrolments, type EnrolmentRow } from '../data/enrolments.queries.ts';
import { selectSessions } from '../data/sessions.queries.ts';
import { enrolmentNews, programReminder, type ProgramCalendar } from '../notices.ts';

/** Under which notices about an enrolment are taken back. */
export const aboutOf = (id: number): string => `program_enrolment:${id}`;

/** Under which messages to the guests of a programme wait that are about no single enrolment, also those of modules above. */
export const aboutGuestsOf = (programId: number): string => `program_guests:${programId}`;

/** The page of a ticket, from the root; whoever has it may look and cancel. */
export const ticketPath = (ticket: string): string => `/kegiatan/tiket/${ticket}`;

/** Who is told: the member, or the member who enrolled somebody without a card; else a guest by e-mail or telephone, where they left an address. */
async function tell<Given>(
  trx: Tx,
  ctx: Ctx,
  kind: NoticeKind<Given>,
  program: Program,
  enrolment: EnrolmentRow,
  message: { key: string; expiresAt?: Date | undefined; params: NoInfer<Given> },
): Promise<void> {
  const { key, params, expiresAt } = message;
  const about = aboutOf(enrolment.id);
  const libraryId = program.library.id;
  const memberId = enrolment.placedByMemberId ?? enrolment.memberId;
  if (memberId !== null) {
    await notify(trx, ctx, kind, { params, memberId, libraryId, key, about, ...(expiresAt && { expiresAt }) });
    return;
  }
  if (!isReached(enrolment)) return;
  await tellGuest(trx, ctx, kind, {
    params,
    libraryId,
    key,
    about,
    to: enrolment.contact,
    name: enrolment.name,
    language: enrolment.language,
    path: ticketPath(enrolment.ticket),
    expiresAt: expiresAt ?? null,
  });
}

/** Whose calendar changes with the news: who has a seat for sure, from then on. */
const forCalendar = (kind: ProgramNews, { status }: EnrolmentRow): boolean =>
  status === 'confirmed' && (kind === 'confirmed' || kind === 'changed' || kind === 'program_cancelled');

/** Sessions that are not over, for calendars. @param gone do not take place any more */
async function calendarOf(
  trx: Tx,
  ctx: Ctx,
  program: Program,
  { sessions, gone = [] }: { sessions?: readonly ProgramSession[]; gone?: readonly ProgramSession[] } = {},
): Promise<ProgramCalendar> {
  const now = ctx.clock.now();
  const off = new Set(gone.map(({ id }) => id));
  const all = [...(sessions ?? (await selectSessions(trx, { programId: program.id }))), ...gone];
  return {
    slug: program.slug,
    changedAt: now.toISOString(),
    sessions: all
      .filter(({ endsAt }) => endsAt > now)
      .map(({ id, title, startsAt, endsAt, room, revision }) => ({
        id,
        title,
        startsAt: startsAt.toISOString(),
        endsAt: endsAt.toISOString(),
        place: [room, program.place || program.library.name].filter(Boolean).join(', '),
        revision: revision + (off.has(id) ? 1 : 0),
        cancelled: off.has(id),
      })),
  };
}

/** The same of a programme as it stands: of one that was called off every session is taken out of calendars. */
async function calendarNow(trx: Tx, ctx: Ctx, program: Program): Promise<ProgramCalendar> {
  if (program.state !== 'cancelled') return calendarOf(trx, ctx, program);
  const gone = await selectSessions(trx, { programId: program.id });
  return calendarOf(trx, ctx, program, { sessions: [], gone });
}

/** Tells one participant what became of their enrolment. @param news.nth tells apart what may happen again */
export async function tellParticipant(
  trx: Tx,
  ctx: Ctx,
  { program, enrolment }: { program: Program; enrolment: EnrolmentRow },
  news: {
    kind: ProgramNews;
    until?: Date | undefined;
    reason?: string;
    key?: string;
    /** Left out: it is read where it is needed. */
    calendar?: ProgramCalendar;
  },
): Promise<void> {
  const { kind, until, reason = '' } = news;
  const { title, place, startsAt } = program;
  await tell(trx, ctx, enrolmentNews, program, enrolment, {
    key: `program:${enrolment.id}:${news.key ?? kind}`,
    expiresAt: until,
    params: {
      title,
      news: kind,
      place: place || program.library.name,
      startsAt: startsAt?.toISOString() ?? null,
      until: until?.toISOString() ?? null,
      position: enrolment.position,
      reason,
      calendar: forCalendar(kind, enrolment) ? (news.calendar ?? (await calendarNow(trx, ctx, program))) : null,
    },
  });
}

/**
 * Tells everybody who comes or waits of a change, or that it does not take place. What they were not told yet of the old state is taken
 * back: who has not read of their seat so far reads of it as it is now. @param news.gone sessions that were taken out
 */
export async function tellParticipants(
  trx: Tx,
  ctx: Ctx,
  program: Program,
  news: { kind: 'changed' | 'program_cancelled'; key: string; reason?: string; gone?: readonly ProgramSession[] },
): Promise<void> {
  const { kind, key, reason, gone = [] } = news;
  const sessions = await selectSessions(trx, { programId: program.id });
  const off = kind === 'program_cancelled' ? { sessions: [], gone: sessions } : { sessions, gone };
  const calendar = await calendarOf(trx, ctx, program, off);
  for (const enrolment of await selectEnrolments(trx, program.id, LIVE)) {
    const untold = await withdrawNews(trx, ctx, enrolment.id);
    const about = { program, enrolment };
    if (kind === 'program_cancelled') {
      await tellParticipant(trx, ctx, about, { kind, key, calendar, ...(reason && { reason }) });
      continue;
    }
    await tellChange(trx, ctx, about, { key, calendar, untold });
    for (const session of sessions.filter((one) => wasToBeReminded(untold, one))) {
      await remindParticipant(trx, ctx, { ...about, session });
    }
  }
}
/** Of another time it is reminded anew, when that time has come. */
const wasToBeReminded = (untold: readonly KeptNotice[], { id, startsAt }: ProgramSession): boolean =>
  untold.some((kept) => {
    const reminder = programReminder.read(kept);
    return reminder?.calendar?.sessions[0]?.id === id && new Date(reminder.startsAt).getTime() === startsAt.getTime();
  });
/** Who comes or waits. */
export const LIVE = ['requested', 'confirmed', 'waitlisted', 'offered'] as const;

async function tellChange(
  trx: Tx,
  ctx: Ctx,
  about: { program: Program; enrolment: EnrolmentRow },
  { key, calendar, untold }: { key: string; calendar: ProgramCalendar; untold: readonly KeptNotice[] },
): Promise<void> {
  const { status, offerEndsAt } = about.enrolment;
  const stateUntold = untold.some((kept) => enrolmentNews.read(kept)?.news === status);
  await tellParticipant(trx, ctx, about, {
    kind: stateUntold ? status : 'changed',
    key: stateUntold ? `${status}:${key}` : key,
    calendar,
    ...(offerEndsAt && { until: offerEndsAt }),
  });
}

/** The event of a reminder: of another time it is another one. */
export const reminderKey = (
  { id }: Pick<EnrolmentRow, 'id'>,
  session: Pick<ProgramSession, 'id' | 'startsAt'>,
): string => `program:${id}:remind:${session.id}:${session.startsAt.toISOString()}`;

/** Whether anybody can be told anything about an enrolment. */
export const isReached = ({ placedByMemberId, memberId, contact }: EnrolmentRow): boolean =>
  placedByMemberId !== null || memberId !== null || contact !== '';

/** Reminds a participant of a session; once, however often it is asked. */
export async function remindParticipant(
  trx: Tx,
  ctx: Ctx,
  { program, session, enrolment }: { program: Program; session: ProgramSession; enrolment: EnrolmentRow },
): Promise<void> {
  const { title, library } = program;
  await tell(trx, ctx, programReminder, program, enrolment, {
    key: reminderKey(enrolment, session),
    expiresAt: session.startsAt,
    params: {
      title,
      startsAt: session.startsAt.toISOString(),
      place: session.room || program.place || library.name,
      calendar: await calendarOf(trx, ctx, program, { sessions: [session] }),
    },
  });
}

/** Takes back what was not told yet of an enrolment. @returns what that was */
export const withdrawNews = async (trx: Tx, ctx: Ctx, enrolmentId: number): Promise<KeptNotice[]> => [
  ...(await takeBackUntold(trx, ctx, aboutOf(enrolmentId))),
  ...(await takeBackUntoldGuest(trx, ctx, aboutOf(enrolmentId))),
];
