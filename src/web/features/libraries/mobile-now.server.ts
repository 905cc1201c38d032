import { mobileVisits, type MobileVisit } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { formatMinute, formatRelativeDate, localDate, localMinute } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { NetworkNow } from '#web/features/libraries/libraries-now.server.ts';

/** So many days ahead the next stops are looked for. */
const AHEAD = 7;

/** A day of a mobile library, stop after stop. */
export interface MobileDay {
  id: number;
  name: string;
  href: string;
  /** `hari ini, Selasa 24 November` */
  day: string;
  stops: { key: string; place: string; state: 'past' | 'now' | 'next' | 'off'; words: string }[];
}

/** Where each mobile library stands now, or on the next day on which it comes; those without a stop ahead are left out. */
export async function mobileNow(ctx: Ctx, { libraries, calendars }: NetworkNow): Promise<MobileDay[]> {
  if (!libraries.some(({ type }) => type === 'keliling')) return [];
  const routes = await mobileVisits(ctx, calendars, AHEAD);
  return libraries.flatMap((library): MobileDay[] => {
    const timeZone = calendars.get(library.id)?.timeZone;
    const visits = routes.get(library.id) ?? [];
    if (timeZone === undefined) return [];
    const now = ctx.clock.now();
    const [today, minute] = [localDate(now, timeZone), localMinute(now, timeZone)];
    const ahead = visits.find((visit) => visit.skipped === null && (visit.on > today || visit.closesMinute > minute));
    if (!ahead) return [];
    const stopOf = stopIn(ctx, { today, minute });
    return [
      {
        id: library.id,
        name: library.name,
        href: localizeHref(`/perpustakaan/${library.slug}`),
        day: formatRelativeDate(ahead.on, today, ctx.locale),
        stops: visits.filter((visit) => visit.on === ahead.on).map(stopOf),
      },
    ];
  });
}

const stopIn =
  ({ locale }: Pick<Ctx, 'locale'>, { today, minute }: { today: string; minute: number }) =>
  ({ stopId, on, place, opensMinute, closesMinute, skipped }: MobileVisit): MobileDay['stops'][number] => {
    const hours = `${formatMinute(opensMinute, locale)}–${formatMinute(closesMinute, locale)}`;
    const stop = { key: `${stopId} ${on}`, place };
    if (skipped !== null) return { ...stop, state: 'off', words: m.libraries_route_off({ reason: skipped }) };
    if (on > today || minute < opensMinute) return { ...stop, state: 'next', words: hours };
    return minute < closesMinute
      ? { ...stop, state: 'now', words: m.opac_mobile_until({ time: formatMinute(closesMinute, locale) }) }
      : { ...stop, state: 'past', words: m.opac_mobile_past({ hours }) };
  };
