import type { RequestEvent } from '@sveltejs/kit';
import { listConflicts, settleConflict, type Settling } from '#modules/stock/offline-desk';
import type { PageAccess } from '#platform/rights/access';
import { can, canAnywhere, HIDDEN } from '#platform/rights/authorize';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
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

const settle = (how: Settling) =>
  formAction<RequestEvent, string>(async ({ ctx, values }) => {
    await settleConflict(ctx, idIn(values), { how, reason: values.reason ?? '' });
    return how === 'drop' ? m.offdesk_dropped() : m.offdesk_settled();
  });

export const actions: Actions = { retry: settle('retry'), override: settle('override'), drop: settle('drop') };
