import { redirect } from '@sveltejs/kit';
import { selectBibTitles } from '#modules/collection/catalog';
import { listHolds, placeHold, queueLength } from '#modules/lending/circulation';
import { getOwnMember } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { platformErrors } from '#platform/errors';
import { readRequestKey } from '#platform/requests/request-key';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { holdState } from '#web/features/circulation/parts/hold-words.server.ts';
import { pickupOf, pickupPlaces } from '#web/features/circulation/parts/pickup-places.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { page: 'signed_in', actions: { default: 'member' } };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const bibId = idOf(params.id);
  // staff stay themselves: they reserve for a member
  if (ctx.actor.kind === 'account') {
    redirect(
      303,
      localizeHref(canAnywhere(ctx.actor, 'holds.place') ? `/staf/pesanan/baru?judul=${bibId}` : `/katalog/${bibId}`),
    );
  }
  const [[bib], member, places, queue, { data: holds }] = await Promise.all([
    selectBibTitles(ctx.db, [bibId]),
    getOwnMember(ctx),
    pickupPlaces(ctx),
    queueLength(ctx, bibId),
    listHolds(ctx, { bibId, limit: 5 }),
  ]);
  if (!bib) throw platformErrors.notFound();
  const own = holds.find((hold) => hold.endedAt === null);
  return {
    // reserved already: what became of it, instead of a form that would be refused
    own: own ? holdState(own, ctx).text : null,
    bibId,
    title: bib.title,
    position: queue + 1,
    pickup: String(member.homeLibraryId),
    places,
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, params, event, values }) => {
    const bibId = idOf(params.id);
    const requestKey = readRequestKey(event.request.headers.get('idempotency-key'));
    const hold = await placeHold(ctx, { bibId, ...pickupOf(values.pickup), requestKey });
    return done(m.hold_form_done({ position: hold.position ?? 1 }), '/akun');
  }),
};
