import {
  addLockers,
  handOutKey,
  listLockers,
  removeLocker,
  setOutOfOrder,
  takeBackKey,
} from '#modules/premises/lockers';
import type { Locker } from '#modules/premises/lockers/client';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { formatInstant, formatTime, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { memberHref } from '#web/features/members/parts/member-href.server.ts';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'lockers.hand_out' },
  actions: {
    broken: { may: ['lockers.hand_out', 'libraries.manage'] },
    remove: { may: ['lockers.hand_out', 'libraries.manage'] },
    add: { may: 'libraries.manage' },
  },
};

const NEEDS = ['lockers.hand_out'] as const;

export const load: PageServerLoad = async ({ locals }) => {
  const { ctx, library } = await findDesk(locals.ctx, NEEDS);
  const zone = library.timeZone;
  const lockers = await listLockers(ctx, library.id);
  const today = localDate(ctx.clock.now(), zone);
  const left = lockers.filter(({ use }) => use && localDate(use.since, zone) < today);
  const used = lockers.filter(({ use }) => use).length;
  const broken = lockers.filter(({ use, outOfOrder }) => !use && outOfOrder).length;
  const since = (instant: Date): string =>
    localDate(instant, zone) === today
      ? formatTime(instant, zone, ctx.locale)
      : formatInstant(instant, zone, ctx.locale);
  const shown = ({ number, outOfOrder, use }: Locker) => ({
    number,
    outOfOrder,
    state: use ? ('out' as const) : outOfOrder ? ('late' as const) : ('on' as const),
    words: use ? m.lockers_in_use() : outOfOrder ? m.lockers_broken() : m.lockers_free(),
    use: use && {
      name: use.name || m.lockers_a_guest(),
      href: use.memberNumber === null ? null : memberHref(use.memberNumber),
      since: m.lockers_since({ time: since(use.since) }),
    },
  });
  return {
    library: library.name,
    mayManage: can(ctx.actor, 'libraries.manage', library.id),
    lockers: lockers.map(shown),
    counts: m.lockers_counts({ free: lockers.length - used - broken, used, broken }),
    left:
      left.length === 0
        ? null
        : m.lockers_still_out({ count: left.length, numbers: left.map(({ number }) => number).join(', ') }),
  };
};

export const actions: Actions = {
  out: deskAction({ form: 'out', needs: NEEDS }, async ({ ctx, library, values: { card, guestName, number } }) => {
    const key = await handOutKey(ctx, library.id, { card, guestName, number });
    return key.name === '' ? m.lockers_given_guest({ number: key.number }) : m.lockers_given(key);
  }),
  back: deskAction({ form: 'back', needs: NEEDS }, async ({ ctx, library, values: { number = '' } }) =>
    m.lockers_came_back(await takeBackKey(ctx, library.id, number)),
  ),
  broken: deskAction({ form: 'back', needs: NEEDS }, async ({ ctx, library, values: { number = '', outOfOrder } }) => {
    await setOutOfOrder(ctx, library.id, number, outOfOrder === 'true');
    return m.lockers_changed({ number });
  }),
  remove: deskAction({ form: 'back', needs: NEEDS }, async ({ ctx, library, values: { number = '' } }) => {
    await removeLocker(ctx, library.id, number);
    return m.lockers_removed({ number });
  }),
  add: deskAction({ form: 'row', needs: NEEDS }, async ({ ctx, library, values }) => {
    const [first, last] = [wholeIn(values, 'first') ?? 0, wholeIn(values, 'last') ?? 0];
    const count = await addLockers(ctx, library.id, { prefix: values.prefix ?? '', first, last });
    return m.lockers_added({ count });
  }),
};
