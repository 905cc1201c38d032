import { calendarsOf, describeOpening, listLibraries, openStatusAt, zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere, can } from '#platform/rights/authorize';
import { localDate, addDays } from '#shared/dates';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'libraries.manage' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  authorizeAnywhere(ctx, 'libraries.manage');
  const now = ctx.clock.now();
  const today = localDate(now, await zoneOf(ctx));
  const [libraries, calendars] = await Promise.all([
    listLibraries(ctx),
    calendarsOf(ctx.db, null, addDays(today, -1), addDays(today, 60)),
  ]);
  return {
    mayAdd: can(ctx.actor, 'libraries.manage', null),
    libraries: libraries.map(({ id, code, name, type, kelurahan, active }) => {
      const calendar = calendars.get(id);
      const status = calendar ? openStatusAt(calendar, now) : null;
      return {
        code,
        name,
        type,
        kelurahan,
        active,
        open: status?.kind === 'open',
        sentence: status ? describeOpening(status, ctx.locale) : '',
      };
    }),
  };
};
