import { listPaperWishes } from '#modules/city/volunteers';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { periodWords } from '#web/features/volunteers/paper-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'volunteers.manage' };

/** Volunteers who ask for a certificate of their hours. */
export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  wishes: (await listPaperWishes(ctx)).map((wish) => ({
    ...{ id: wish.volunteerId, name: wish.name, about: `${wish.library} · ${periodWords(wish, ctx.locale)}` },
    href: localizeHref(`/staf/mitra/relawan/${wish.volunteerId}/sertifikat`),
  })),
});
