import type { Ctx } from '#platform/context';
import { nextStopVisit, stopVisits } from '#modules/ground/libraries';
import type { LocalDate } from '#shared/dates';
import type { Hold } from '../client.ts';
import type { HoldRow } from '../data/holds.queries.ts';
import { shelfEndAtStop } from '../rules/holds/shelf-end-at-stop.ts';

type Collected = Pick<HoldRow, 'pickupLibraryId' | 'pickupStopId'>;

/** The last day on the shelf: that of the policy, and for a stop of the mobile library not before it has come there. */
export async function shelfEnd(
  ctx: Pick<Ctx, 'db'>,
  { pickupLibraryId, pickupStopId }: Collected,
  { base, since }: { base: LocalDate; since: LocalDate },
): Promise<LocalDate> {
  if (pickupStopId === null) return base;
  const visits = await stopVisits(ctx, { id: pickupStopId, libraryId: pickupLibraryId }, { from: since });
  return shelfEndAtStop(
    base,
    since,
    visits.map((visit) => visit.on),
  );
}

/**
 * Where and when a book is collected, for a notice: the library, and its stop with the next visit.
 * `visit` null = at the library itself, or no visit is planned.
 */
export async function collectedAt(ctx: Pick<Ctx, 'db' | 'clock'>, { pickupLibrary, pickupStop }: Hold) {
  const next = pickupStop && (await nextStopVisit(ctx, { id: pickupStop.id, libraryId: pickupLibrary.id }));
  return {
    place: pickupLibrary.name,
    stop: pickupStop?.place ?? null,
    visit: next && { on: next.on, opensMinute: next.opensMinute, closesMinute: next.closesMinute },
  };
}
