import { listSeats } from '#modules/premises/seats';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { factsOf } from '#web/features/seats/parts/seat-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** Rooms, computers and study seats that can be reserved, library by library. */
export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const byLibrary = Map.groupBy(await listSeats(ctx), (seat) => seat.library.name);
  return {
    libraries: [...byLibrary].map(([name, seats]) => ({
      name,
      seats: seats.map((seat) => ({
        id: seat.id,
        name: seat.name,
        facts: factsOf(seat),
        href: localizeHref(`/ruang/${seat.id}`),
      })),
    })),
  };
};
