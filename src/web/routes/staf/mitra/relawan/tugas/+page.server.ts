import { listShifts, listTasks } from '#modules/city/volunteers';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { shiftLine } from '#web/features/volunteers/volunteer-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'volunteers.manage' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const [tasks, shifts] = await Promise.all([listTasks(ctx), listShifts(ctx)]);
  return {
    newHref: localizeHref('/staf/mitra/relawan/tugas/baru'),
    tasks: tasks.map(({ id, title, library, state }) => ({
      ...{ id, title, library: library.name, isEnded: state === 'ended' },
      href: localizeHref(`/staf/mitra/relawan/tugas/${id}`),
    })),
    shifts: shifts.map((shift) => ({
      ...shiftLine(shift, ctx.locale),
      isEmpty: shift.taken === 0 && shift.state === 'planned',
      href: localizeHref(`/staf/mitra/relawan/giliran/${shift.id}`),
    })),
  };
};
