import { redirect } from '@sveltejs/kit';
import { selectBibTitles } from '#modules/collection/catalog';
import { listHolds, placeHold, queueLength } from '#modules/lending/circulation';
import { getOwnMember } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { readRequestKey } from '#platform/request-key';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { holdState } from '#web/features/circulation/holds/hold-words.server.ts';
import { pickupOf, pickupPlaces } from '#web/features/circulation/holds/pickup-places.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

const signIn = (bibId: number): never =>
  redirect(303, localizeHref(`/masuk?lanjut=${encodeURIComponent(localizeHref(`/katalog/${bibId}/pesan`))}`));

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const bibId = idOf(params.id);
  if (ctx.actor.kind !== 'member') signIn(bibId);
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
  default: async ({ request, locals: { ctx }, params, cookies }) => {
    const bibId = idOf(params.id);
    if (ctx.actor.kind !== 'member') signIn(bibId);
    const values = formValues(await request.formData());
    const requestKey = readRequestKey(request.headers.get('idempotency-key'));
    try {
      const hold = await placeHold(ctx, { bibId, ...pickupOf(values.pickup), requestKey });
      setFlash(cookies, 'ok', m.hold_form_done({ position: hold.position ?? 1 }));
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    redirect(303, localizeHref('/akun'));
  },
};
