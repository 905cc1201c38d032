import { z } from 'zod';
import { actorName, type Ctx } from '#platform/context';
import { nextNumber } from '#platform/database/counters';
import type { Tx } from '#platform/database/db';
import { getLibrary, getSettings } from '#modules/ground/libraries';
import { formatDate, formatWeekday, isoWeekday, localDate } from '#shared/dates';
import { numberScope, renderNumber } from '#shared/number-pattern';

const headShape = z.object({ parent: z.string(), office: z.string(), address: z.string() });
const signShape = z.object({ placeDate: z.string(), office: z.string(), name: z.string(), details: z.string() });

/** What minutes (berita acara) of any kind keep of the day on which they were signed. */
export const signedShape = z.object({
  head: headShape,
  sign: signShape,
  libraryName: z.string(),
  /** `Rabu, 25 November 2026` */
  day: z.string(),
  /** Who did it, beside who answers for it. */
  by: z.string(),
});
export type Signed = z.output<typeof signedShape>;

/** The letterhead of a library on paper that is not signed (lists). */
export async function letterheadOf(trx: Tx | Ctx['db'], libraryId: number): Promise<Signed['head']> {
  const [{ letterhead }, library] = [await getSettings(trx), await getLibrary({ db: trx }, libraryId)];
  return {
    parent: letterhead.parent,
    office: letterhead.office || library.name,
    address: letterhead.address || [library.address, library.city].filter(Boolean).join(', '),
  };
}

/**
 * The number of new minutes, from the counter of the pattern (setting `minutesPattern`), and what they keep: letterhead, place, day and
 * signature as they are now, with what the minutes are about. Minutes are in Indonesian: they are documents of an Indonesian office.
 */
export async function signMinutes<T extends object>(
  trx: Tx,
  ctx: Ctx,
  libraryId: number,
  about: T,
): Promise<{ number: string; content: Signed & T }> {
  const [{ letterhead, minutesPattern }, library] = [await getSettings(trx), await getLibrary({ db: trx }, libraryId)];
  const date = localDate(ctx.clock.now(), library.timeZone);
  const given = { date, values: { code: library.code } };
  const number = renderNumber(
    minutesPattern,
    given,
    await nextNumber(trx, 'minutes', numberScope(minutesPattern, given)),
  );
  const content = {
    head: await letterheadOf(trx, libraryId),
    sign: {
      placeDate: `${letterhead.place || library.city || library.name}, ${formatDate(date, 'id')}`,
      office: letterhead.signOffice || `Kepala ${library.name}`,
      name: letterhead.signName || actorName(ctx.actor),
      details: letterhead.signDetails,
    },
    libraryName: library.name,
    day: `${formatWeekday(isoWeekday(date), 'id')}, ${formatDate(date, 'id')}`,
    by: actorName(ctx.actor),
    ...about,
  };
  return { number, content };
}
