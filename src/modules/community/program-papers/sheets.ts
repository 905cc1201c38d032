import type { Ctx } from '#platform/context';
import { HIDDEN } from '#platform/rights/authorize';
import { drawnQr } from '#platform/papers/drawings';
import { enrolmentsOf, type EnrolmentRow } from '#modules/community/programs';
import { lessonHours, type Collected } from './collect-paper.ts';
import { paperErrors } from './errors.ts';
import { ROLE_WORDS } from './paper-words.ts';
import { BADGE_SHEET, toBadgeSheets } from './rules/badge-sheet.ts';
import { dayOf, timeOf } from './rules/schedule.ts';

/** Empty rows for who comes without having enrolled. */
const SPARE_ROWS = 5;

/** Where staff enters a sheet that was signed on paper. */
const sheetPath = (sessionId: number): string => `/staf/kegiatan/lembar/${sessionId}`;

const originOf = ({ institution, libraryName }: EnrolmentRow): string => institution || (libraryName ?? '');
/** Whose name the desk may not see writes it on the paper themselves. */
const nameOf = ({ name }: EnrolmentRow): string => (name === HIDDEN ? '' : name);

const confirmed = async (ctx: Ctx, { program }: Collected): Promise<EnrolmentRow[]> =>
  enrolmentsOf(ctx, program.id, ['confirmed']);

/**
 * Data of `templates/attendance.typ`: a sheet to sign for each session, or for one, with the code of the page where it is entered later.
 * Refuses `program_papers.no_sessions`.
 */
export async function attendanceData(ctx: Ctx, all: Collected, origin: string, sessionId?: number): Promise<object> {
  const sessions = all.sessions.filter(({ id }) => sessionId === undefined || id === sessionId);
  if (sessions.length === 0) throw paperErrors.noSessions();
  const participants = (await confirmed(ctx, all)).map((row) => ({
    name: row.people > 1 ? `${nameOf(row)} (${row.people} orang)` : nameOf(row),
    origin: originOf(row),
  }));
  const { program, zone, head } = all;
  return {
    title: program.title,
    head,
    participants,
    spare: SPARE_ROWS,
    sheets: sessions.map((session) => {
      const address = `${origin}${sheetPath(session.id)}`;
      return {
        title: session.title,
        day: dayOf(session.startsAt, zone),
        time: timeOf(session, zone),
        place: [session.room, program.place || program.library.name].filter(Boolean).join(', '),
        jp: lessonHours(session.jp),
        address,
        svg: drawnQr(address),
        speakers: session.speakers.map(({ name, title, role }) => ({ name, origin: title, role: ROLE_WORDS[role] })),
      };
    }),
  };
}

/**
 * Data of `templates/badges.typ`: speakers first, then whoever has a sure seat, with the letters of their ticket as a code: staff scan it, and
 * the camera of somebody else opens nothing with it (decision 091). Refuses `program_papers.nobody`.
 */
export async function badgesData(ctx: Ctx, all: Collected): Promise<object> {
  const { program, speakers, head } = all;
  const ofSpeakers = speakers.map(({ name, title, role }) => ({
    name,
    origin: title,
    role: ROLE_WORDS[role],
    svg: '',
  }));
  const ofParticipants = (await confirmed(ctx, all)).map((row) => ({
    name: nameOf(row),
    origin: originOf(row),
    role: row.people > 1 ? `Rombongan, ${row.people} orang` : 'Peserta',
    svg: drawnQr(row.ticket),
  }));
  const badges = [...ofSpeakers, ...ofParticipants];
  if (badges.length === 0) throw paperErrors.nobody();
  return {
    title: program.title,
    office: head.office,
    sheet: BADGE_SHEET,
    sheets: toBadgeSheets(badges),
  };
}
