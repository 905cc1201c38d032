import { decideDelivery, deliveryCounts, deliveryDecisions, listDeliveries } from '#modules/people/notifications';
import { deliveryChannels, deliveryStates } from '#modules/people/notifications/client';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { platformErrors } from '#platform/errors';
import { decodeCursor } from '#platform/requests/http';
import { z } from 'zod';
import { m } from '#i18n/messages';
import { showDelivery, stateName } from '#web/features/notifications/delivery-words.server.ts';
import { channelName } from '#web/features/notifications/parts/notice-words.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { page: { may: 'notices.read' }, actions: { decide: { may: 'notices.send' } } };

const PAGE = 50;
const FILTERS = ['keadaan', 'jalur', 'anggota'] as const;

/** The filters of an address, and nothing else of it. */
function filtersOf(params: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams();
  for (const name of FILTERS) {
    const value = params.get(name)?.trim();
    if (value) kept.set(name, value);
  }
  return kept;
}

export const load: PageServerLoad = async ({ locals: { ctx, services }, url }) => {
  const filters = filtersOf(url.searchParams);
  const state = deliveryStates.find((known) => known === filters.get('keadaan'));
  const channel = deliveryChannels.find((known) => known === filters.get('jalur'));
  const member = filters.get('anggota');
  const before = decodeCursor(url.searchParams.get('sebelum') ?? undefined, z.tuple([z.number()]));
  const [{ data, next }, counts] = await Promise.all([
    listDeliveries(ctx, {
      limit: PAGE,
      ...(state && { states: [state] }),
      ...(channel && { channel }),
      ...(member && { memberNumber: member }),
      ...(before && { beforeId: before[0] }),
    }),
    deliveryCounts(ctx),
  ]);
  const query = filters.toString();
  return {
    filter: { state: state ?? '', channel: channel ?? '', member: member ?? '' },
    filtered: query !== '',
    /** What an act's address keeps, so that one comes back to the same list. */
    kept: query === '' ? '' : `&${query}`,
    next: next === null ? null : `?${new URLSearchParams([...filters, ['sebelum', next]]).toString()}`,
    deliveries: data.map((delivery) => showDelivery(delivery, services.notices, ctx)),
    mayDecide: canAnywhere(ctx.actor, 'notices.send'),
    counts: {
      sent: counts.byState.get('sent') ?? 0,
      pending: (counts.byState.get('pending') ?? 0) - counts.phone,
      failed: counts.byState.get('failed') ?? 0,
      unknown: counts.unknown,
      phone: counts.phone,
    },
    states: deliveryStates.map((value) => ({ value, label: stateName(value, ctx.locale) })),
    channels: deliveryChannels.map((value) => ({ value, label: channelName(value) })),
  };
};

const decided = {
  retry: m.notice_decided_retry,
  arrived: m.notice_decided_arrived,
  drop: m.notice_decided_drop,
  sent: m.notice_decided_sent,
};

export const actions: Actions = {
  decide: formAction(async ({ ctx, url, values }) => {
    const decision = deliveryDecisions.find((known) => known === values.decision);
    if (!decision) throw platformErrors.invalidInput();
    await decideDelivery(ctx, idIn(values), decision, values.reason ?? null);
    const query = filtersOf(url.searchParams).toString();
    return done(decided[decision](), query && `?${query}`);
  }),
};
