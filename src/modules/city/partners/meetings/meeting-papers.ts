import { getLibrary, getSetting, withLogo, zoneOf } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import type { Ctx, Locale } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { calendarFile } from '#shared/calendar-file';
import { formatDate, formatMinute, instantAt, localDate, type LocalDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { partnerErrors } from '../errors.ts';
import { stateWords } from './meeting-words.ts';
import type { Commitment, MeetingGuest } from '../rules/meetings.ts';
import { getMeeting } from './view-meetings.ts';

const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line.trim() !== '');

/**
 * The minutes of a meeting as a paper for both sides: who was there, the agenda, what was said, who promised what by when. What was written stays
 * in its language; the words around it are in the one that is asked for. Of a meeting that was not held yet it is the invitation. Needs
 * `partners.manage`. Throws `partners.meeting_not_found`, `platform.pdf_unavailable`.
 */
export async function meetingPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  id: number,
  locale: Locale,
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const meeting = await getMeeting(ctx, id);
  const library = await getLibrary(ctx, meeting.libraryId);
  const letterhead = await getSetting(ctx.db, 'letterhead');
  const now = ctx.clock.now();
  const say = { locale };
  const partner = meeting.partner || m.partners_forgotten({}, say);
  const time = meeting.atMinute === null ? '' : formatMinute(meeting.atMinute, locale);
  const names = (ours: boolean): string =>
    meeting.guests
      .filter(({ accountId }) => (accountId !== null) === ours)
      .map((guest) => guestName(guest, locale))
      .join(', ');
  const promises = (side: Commitment['side']) =>
    meeting.commitments.filter((one) => one.side === side).map((one) => promiseLine(one, locale));
  const data = {
    head: {
      parent: letterhead.parent,
      office: letterhead.office || library.name,
      address: letterhead.address || [library.address, library.city].filter(Boolean).join(', '),
    },
    title: meeting.title,
    kind: meeting.state === 'held' ? m.stakeholders_paper_minutes({}, say) : m.stakeholders_paper_agenda({}, say),
    calledOff: meeting.state === 'called_off' ? m.stakeholders_called_off({ reason: meeting.callOffReason }, say) : '',
    facts: [
      [m.stakeholders_paper_with({}, say), partner],
      [m.stakeholders_day({}, say), [formatDate(meeting.onDay, locale, 'full'), time].filter(Boolean).join(', ')],
      [m.stakeholders_place({}, say), [meeting.place, meeting.link].filter(Boolean).join(', ')],
      [m.stakeholders_paper_ours({ party: library.name }, say), names(true)],
      [m.stakeholders_paper_theirs({ party: partner }, say), names(false)],
    ].filter(([, value]) => value !== ''),
    agenda: { title: m.stakeholders_agenda({}, say), lines: linesOf(meeting.agenda) },
    minutes: { title: m.stakeholders_minutes({}, say), lines: linesOf(meeting.minutes) },
    promises: [
      { title: m.stakeholders_paper_promises({ party: library.name }, say), lines: promises('ours') },
      { title: m.stakeholders_paper_promises({ party: partner }, say), lines: promises('theirs') },
    ].filter(({ lines }) => lines.length > 0),
    printed: m.agreements_paper_printed(
      { day: formatDate(localDate(now, await zoneOf({ db: ctx.db, libraryId: library.id })), locale) },
      say,
    ),
  };
  const template = 'modules/city/partners/templates/meeting.typ';
  const body = await renderPdf(config, template, await withLogo(ctx.db, data), { createdAt: now, locale });
  return { fileName: `rapat-mitra-${id}-${locale}.pdf`, body };
}

const guestName = ({ name }: MeetingGuest, locale: Locale): string => name || m.partners_forgotten({}, { locale });

function promiseLine(one: Commitment, locale: Locale): { text: string; note: string } {
  const say = { locale };
  const by = (day: LocalDate | null): string =>
    day === null ? '' : m.agreements_paper_due({ day: formatDate(day, locale) }, say);
  const who =
    one.owner === null ? '' : m.agreements_paper_keeper({ name: one.owner || m.partners_forgotten({}, say) }, say);
  return { text: one.text, note: [by(one.dueOn), who, stateWords(one.state, locale)].filter(Boolean).join('; ') };
}

/** How long a meeting stands in a calendar; nobody notes its end. */
const HOURS = 1;

/**
 * A meeting as a file for calendars. Needs `partners.manage`. Throws `partners.meeting_not_found`, `partners.meeting_without_time` (nobody has said
 * at which hour).
 */
export async function meetingCalendar(
  ctx: Ctx,
  { publicUrl }: Pick<Config, 'publicUrl'>,
  id: number,
): Promise<{ fileName: string; body: string }> {
  const meeting = await getMeeting(ctx, id);
  if (meeting.atMinute === null) throw partnerErrors.meetingWithoutTime();
  const zone = await zoneOf({ db: ctx.db, libraryId: meeting.libraryId });
  const startsAt = instantAt(meeting.onDay, meeting.atMinute, zone);
  const body = calendarFile(meeting.title, [
    {
      uid: `rapat-mitra-${id}@${new URL(publicUrl).hostname}`,
      title: meeting.title,
      startsAt,
      endsAt: new Date(startsAt.getTime() + HOURS * 3_600_000),
      place: [meeting.place, meeting.link].filter(Boolean).join(', '),
      description: meeting.agenda,
      url: `${publicUrl}/staf/mitra/pertemuan/${id}`,
      revision: meeting.version,
      changedAt: meeting.changedAt,
      cancelled: meeting.state === 'called_off',
    },
  ]);
  return { fileName: `rapat-mitra-${id}.ics`, body };
}
