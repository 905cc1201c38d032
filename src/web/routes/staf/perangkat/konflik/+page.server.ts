import { redirect, type RequestEvent } from '@sveltejs/kit';
import { listConflicts, settleConflict, type Settling } from '#modules/stock/offline-desk';
import type { PageAccess } from '#platform/access';
import { can, canAnywhere, HIDDEN } from '#platform/authorize';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'loans.check_in' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  conflicts: (await listConflicts(ctx)).map((conflict) => ({
    id: conflict.id,
    kind: { lend: m.offdesk_kind_lend, return: m.offdesk_kind_return, visit: m.offdesk_kind_visit }[conflict.kind](),
    title: conflict.title ?? (conflict.barcode === null ? null : m.offdesk_unknown_copy()),
    barcode: conflict.barcode,
    member: conflict.card === null ? null : (conflict.memberName ?? m.offdesk_unknown_card()),
    card: conflict.card,
    memberHref:
      conflict.memberName !== null && conflict.card !== HIDDEN && canAnywhere(ctx.actor, 'members.read')
        ? localizeHref(`/staf/anggota/${encodeURIComponent(conflict.card ?? '')}`)
        : null,
    byAt: m.offdesk_by_at({
      by: conflict.by,
      device: conflict.device,
      when: formatInstant(conflict.happenedAt, conflict.library.timeZone, ctx.locale, 'medium'),
    }),
    why: conflict.why,
    mayOverride: conflict.overridable && can(ctx.actor, 'loans.override', conflict.library.id),
  })),
});

async function settle({ locals: { ctx }, request, cookies }: RequestEvent, how: Settling) {
  const values = formValues(await request.formData());
  try {
    await settleConflict(ctx, idIn(values), { how, reason: values.reason ?? '' });
    setFlash(cookies, 'ok', how === 'drop' ? m.offdesk_dropped() : m.offdesk_settled());
  } catch (error) {
    return refuseForm(error, ctx, values);
  }
  redirect(303, localizeHref('/staf/perangkat/konflik'));
}

export const actions: Actions = {
  retry: async (event) => settle(event, 'retry'),
  override: async (event) => settle(event, 'override'),
  drop: async (event) => settle(event, 'drop'),
};
