import { listLibraries, nextStopVisit, nextVisits, type MobileVisit } from '#modules/ground/libraries';
import type { Hold } from '#modules/lending/circulation/client';
import type { Ctx } from '#platform/context';
import { formatMinute, formatRelativeDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { idIn, idOrNull } from '#web/kit/form/read-fields.server.ts';

/** A place at which a hold can be collected, for a choice. */
export interface PickupPlace {
  /** Id of a library, or `<library>:<stop>`. */
  value: string;
  label: string;
}

/** So far ahead a stop must be visited to be offered, in days. */
const AHEAD = 366;

/** All places: libraries, and in the place of a mobile library its stops with the next visit. */
export async function pickupPlaces(ctx: Ctx): Promise<PickupPlace[]> {
  const libraries = await listLibraries(ctx, { active: true });
  const places = await Promise.all(
    libraries.map(async ({ id, name, type, timeZone }) => {
      const visits = type === 'keliling' ? await nextVisits(ctx, id, AHEAD) : [];
      const first = new Map<number, MobileVisit>();
      for (const visit of visits) {
        if (visit.skipped === null && !first.has(visit.stopId)) first.set(visit.stopId, visit);
      }
      const today = localDate(ctx.clock.now(), timeZone);
      const stops = [...first.values()].map((visit) => ({
        value: `${id}:${visit.stopId}`,
        label: m.hold_pickup_stop({ library: name, stop: visitInWords(visit.place, visit, today, ctx) }),
      }));
      return stops.length > 0 ? stops : [{ value: String(id), label: name }];
    }),
  );
  return places.flat();
}

/** What was chosen. */
export function pickupOf(value: string | undefined): { pickupLibraryId: number; pickupStopId: number | null } {
  const [library, stop] = (value ?? '').split(':');
  return { pickupLibraryId: idIn({ pickup: library }, 'pickup'), pickupStopId: idOrNull({ pickup: stop }, 'pickup') };
}

function visitInWords(place: string, visit: MobileVisit | null, today: string, { locale }: Ctx): string {
  if (!visit) return m.hold_stop_none({ place });
  const hours = `${formatMinute(visit.opensMinute, locale)}–${formatMinute(visit.closesMinute, locale)}`;
  return m.hold_stop_next({ place, date: formatRelativeDate(visit.on, today, locale), hours });
}

/** The stops of these holds in words, each with its next visit: hold → words; null = it is collected at the library itself. */
export async function stopsInWords(ctx: Ctx, holds: readonly Hold[]): Promise<(hold: Hold) => string | null> {
  const words = new Map<number, string>();
  for (const { pickupStop, pickupLibrary } of holds) {
    if (!pickupStop || words.has(pickupStop.id)) continue;
    const today = localDate(ctx.clock.now(), pickupLibrary.timeZone);
    const visit = await nextStopVisit(ctx, { id: pickupStop.id, libraryId: pickupLibrary.id });
    words.set(pickupStop.id, visitInWords(pickupStop.place, visit, today, ctx));
  }
  return ({ pickupStop }) => (pickupStop && words.get(pickupStop.id)) ?? null;
}
