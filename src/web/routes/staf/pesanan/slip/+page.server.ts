import { getHold, getTransit } from '#modules/circulation';
import { findDesk } from '#web/desk/desk-library.server.ts';
import { keepSlip, sendSlip } from '#web/holds/slips.server.ts';
import { idOf } from '#web/id-param.server.ts';
import type { PageServerLoad } from './$types';

const MOST = 100;

/** `?titipan=12&kirim=7`: the slips of these holds and journeys, in this order. */
export const load: PageServerLoad = async ({ locals, cookies, url }) => {
  const { ctx, library } = await findDesk(locals.ctx, cookies);
  const wanted = [...url.searchParams].slice(0, MOST);
  const slips = await Promise.all(
    wanted.map(async ([kind, id]) => {
      if (kind === 'titipan') return keepSlip(await getHold(ctx, idOf(id)), ctx, library);
      if (kind !== 'kirim') return null;
      const transit = await getTransit(ctx, idOf(id));
      const hold = transit.holdId === null ? null : await getHold(ctx, transit.holdId);
      return sendSlip(transit, hold, ctx, library);
    }),
  );
  return { slips: slips.filter((slip) => slip !== null) };
};
