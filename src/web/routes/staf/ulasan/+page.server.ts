import { zoneOf } from '#modules/ground/libraries';
import {
  approveReview,
  decidedReviews,
  listReports,
  refuseReview,
  reopenReview,
  reviewQueue,
  settleReport,
} from '#modules/lending/reading';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { queuedView } from '#web/features/reading/parts/review-words.server.ts';
import { idIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'reviews.moderate' };

const PER_PAGE = 20;
/** The oldest first: more come up when these are settled. */
const REPORTS = 100;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const [queue, reports, decided, zone] = await Promise.all([
    reviewQueue(ctx, { cursor, limit: PER_PAGE }),
    listReports(ctx),
    decidedReviews(ctx),
    zoneOf(ctx),
  ]);
  return {
    queue: queue.data.map((review) => queuedView(review, { locale: ctx.locale, zone })),
    next: queue.next && localizeHref(`/staf/ulasan?lanjut=${queue.next}`),
    previous: cursor === undefined ? null : localizeHref('/staf/ulasan'),
    reports: reports.slice(0, REPORTS).map(({ id, reason, reportedAt, review, list }) => ({
      id,
      reason,
      when: formatInstant(reportedAt, zone, ctx.locale),
      review,
      list,
    })),
    decided: decided.map((review) => queuedView(review, { locale: ctx.locale, zone })),
  };
};
const readOf = (values: Record<string, string>) => ({
  id: idIn(values),
  version: wholeIn(values, 'version') ?? 0,
});

export const actions: Actions = {
  approve: formAction(async ({ ctx, values }) => {
    await approveReview(ctx, readOf(values));
    return m.reviews_approved();
  }),
  refuse: formAction(async ({ ctx, values }) => {
    await refuseReview(ctx, { ...readOf(values), reason: values.reason ?? '' });
    return m.reviews_turned_down();
  }),
  reopen: formAction(async ({ ctx, values }) => {
    await reopenReview(ctx, idIn(values));
    return m.reviews_reopened();
  }),
  keep: formAction(async ({ ctx, values }) => {
    await settleReport(ctx, { id: idIn(values), outcome: 'keep' });
    return m.reports_kept();
  }),
  remove: formAction(async ({ ctx, values }) => {
    await settleReport(ctx, { id: idIn(values), outcome: 'remove', reason: values.reason ?? '' });
    return m.reports_removed();
  }),
};
