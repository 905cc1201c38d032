import { accessOf, mayEnter } from '#platform/access';
import type { Actor } from '#platform/context';
import { staffRooms, type StaffGroup } from '#web/kit/frame/staff-places.ts';
import { declaredAccess } from '#web/kit/frame/route-access.server.ts';

/** The places of the staff house to which this person may come, by what their pages declare; a room without places is not shown. */
export async function staffMenu(actor: Actor): Promise<StaffGroup[]> {
  const rooms = await Promise.all(
    staffRooms.map(async ({ key, title, places }) => {
      const open = await Promise.all(
        places.map(async ({ href }) => mayEnter(actor, accessOf(await declaredAccess(href), null))),
      );
      const shown = places.filter((_, index) => open[index]);
      return {
        key,
        title: title?.() ?? null,
        places: shown.map(({ href, label, icon }) => ({ href, icon, label: label() })),
      };
    }),
  );
  return rooms.filter((room) => room.places.length > 0);
}
