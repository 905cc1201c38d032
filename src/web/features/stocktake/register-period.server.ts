import type { Ctx } from '#platform/context';
import { localDate } from '#shared/dates';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { dayAsked } from '#web/kit/form/read-fields.server.ts';

/** Which library's register, and for which days: this year, until others are chosen. */
export async function registerPeriod(asked: Ctx, url: URL) {
  const { ctx, library } = await findDesk(asked, ['catalog.read']);
  const today = localDate(ctx.clock.now(), library.timeZone);
  const dayOf = (name: string, usual: string): string => dayAsked(url.searchParams, name, usual);
  return { ctx, library, from: dayOf('dari', `${today.slice(0, 4)}-01-01`), to: dayOf('sampai', today) };
}
