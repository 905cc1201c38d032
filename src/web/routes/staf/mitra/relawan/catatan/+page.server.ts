import { listOpenIncidents } from '#modules/city/volunteers';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { formatDate } from '#shared/dates';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'volunteers.manage' };

/** Of whom something is being looked into; what it is stands on the page of each. */
export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  open: (await listOpenIncidents(ctx)).map(({ volunteerId, name, library, onDay }, i) => ({
    ...{ key: i, name: name || m.volunteers_nameless(), about: `${library} · ${formatDate(onDay, ctx.locale)}` },
    href: localizeHref(`/staf/mitra/relawan/${volunteerId}/catatan`),
  })),
});
