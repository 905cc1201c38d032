import { notify, takeBackUntold, takeBackUntoldGuest, tellGuest } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { m } from '#i18n/messages';
import type { Shift, Volunteer } from './client.ts';
import { selectPapers } from './data/papers.queries.ts';
import { selectShiftsOf, selectUntoldOf } from './data/untold.queries.ts';
import { volunteerNews } from './notices.ts';

/** Under which notices to a volunteer are taken back. */
const aboutOf = (id: number): string => `volunteer:${id}`;
/** Under which what somebody is told of one shift is taken back alone, an invitation to it too. */
const aboutShift = ({ volunteerId, shiftId }: { volunteerId: number; shiftId: number }): string =>
  `volunteer-shift:${volunteerId}:${shiftId}`;
/** Under which it is taken back that a certificate was issued. */
const aboutPaper = ({ volunteerId, code }: { volunteerId: number; code: string }): string =>
  `volunteer-paper:${volunteerId}:${code}`;

/** The page of whoever has the code, from the root. */
const ownPath = (ticket: string): string => `/relawan/saya/${ticket}`;

type News =
  | ('received' | 'accepted' | 'declined' | 'paper_issued' | 'paper_declined')
  | ('confirmed' | 'waiting' | 'moved_up' | 'cancelled' | 'reminder' | 'invited' | 'unplaced');

interface Told {
  kind: News;
  shift?: Shift;
  words?: string;
  nth?: string;
}

function aboutNews(id: number, { kind, shift, nth = '' }: Told): string {
  if (shift) return aboutShift({ volunteerId: id, shiftId: shift.id });
  return kind === 'paper_issued' ? aboutPaper({ volunteerId: id, code: nth }) : aboutOf(id);
}

/**
 * Tells a volunteer something, by their account where they have a card, else where they left an address. Once for a key.
 * @param news.nth tells apart what may happen again; of a certificate its code
 */
export async function tellVolunteer(trx: Tx, ctx: Ctx, volunteer: Volunteer, news: Told): Promise<void> {
  const { id, memberId, contact, name, language, ticket } = volunteer;
  const { kind, shift, words = '', nth = '' } = news;
  const library = shift?.task.library ?? volunteer.library;
  const told = language === 'en' ? shift?.task.titleEn || shift?.task.title : shift?.task.title;
  const message = {
    params: {
      title: told ?? m.volunteers_offer_title({}, { locale: language }),
      news: kind,
      place: library.name,
      startsAt: shift?.startsAt.toISOString() ?? null,
      words,
    },
    libraryId: library.id,
    about: aboutNews(id, news),
    key: ['volunteer', id, kind, shift?.id, nth].filter((part) => part !== undefined && part !== '').join(':'),
  };
  const until = shift && kind !== 'cancelled' ? shift.startsAt : null;
  if (memberId !== null) {
    await notify(trx, ctx, volunteerNews, { ...message, memberId, ...(until && { expiresAt: until }) });
  } else if (contact !== '') {
    await tellGuest(trx, ctx, volunteerNews, {
      ...message,
      ...{ to: contact, name, language, path: ownPath(ticket), expiresAt: until },
    });
  }
}

async function takeBack(trx: Tx, ctx: Ctx, about: string): Promise<void> {
  await takeBackUntold(trx, ctx, about);
  await takeBackUntoldGuest(trx, ctx, about);
}

/** Takes back what they were not told yet of a shift: it is told anew, or is true no more. */
export const withdrawShiftNews = async (
  trx: Tx,
  ctx: Ctx,
  which: { volunteerId: number; shiftId: number },
): Promise<void> => takeBack(trx, ctx, aboutShift(which));

/** Takes back that a certificate was issued, where they were not told yet: it holds no more. */
export const withdrawPaperNews = async (
  trx: Tx,
  ctx: Ctx,
  which: { volunteerId: number; code: string },
): Promise<void> => takeBack(trx, ctx, aboutPaper(which));

/** Takes back all that they were not told yet, of their shifts and certificates as well. */
export async function withdrawNews(trx: Tx, ctx: Ctx, id: number): Promise<void> {
  const ofShifts = (await selectShiftsOf(trx, id)).map((shiftId) => aboutShift({ volunteerId: id, shiftId }));
  const ofPapers = (await selectPapers(trx, id)).map(({ code }) => aboutPaper({ volunteerId: id, code }));
  const abouts = [aboutOf(id), ...ofShifts, ...ofPapers];
  for (const about of await selectUntoldOf(trx, abouts)) await takeBack(trx, ctx, about);
}
