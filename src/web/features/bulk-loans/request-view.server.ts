import { getRequest, listRequests, wishesOfLoan } from '#modules/lending/bulk-loans';
import type { BoxRequest } from '#modules/lending/bulk-loans/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { formatDate, formatInstant } from '#shared/dates';

type Found = NonNullable<Awaited<ReturnType<typeof wishesOfLoan>>>[number];

const period = ({ startsOn, dueOn }: BoxRequest, { locale }: Pick<Ctx, 'locale'>): string =>
  `${formatDate(startsOn, locale, 'medium')} – ${formatDate(dueOn, locale, 'medium')}`;

/** What a library is asked for and has not answered. */
export const requestsView = async (ctx: Ctx, libraryId: number) =>
  (await listRequests(ctx, libraryId)).map((one) => ({
    id: one.id,
    href: localizeHref(`/staf/pinjaman-paket/permintaan/${one.id}`),
    receiver: one.receiver.name,
    about: [one.purpose, m.bulk_request_titles({ count: one.wishes.length }), period(one, ctx)]
      .filter(Boolean)
      .join(' · '),
  }));

const wishView = ({ bibId, title, callNumber, onShelf }: Found, at: number) => ({
  key: at,
  title,
  href: bibId === null ? null : localizeHref(`/katalog/${bibId}`),
  callNumber: callNumber ?? '',
  onShelf: onShelf === null ? m.bulk_request_no_record() : m.bulk_request_on_shelf({ count: onShelf }),
  isHere: onShelf !== null && onShelf > 0,
});

/** One request with where its titles stand. */
export async function requestView(ctx: Ctx, id: number) {
  const one = await getRequest(ctx, id);
  return {
    receiver: one.receiver.name,
    isWaiting: one.state === 'asked',
    ...{ purpose: one.purpose, note: one.note, period: period(one, ctx), answer: one.answer },
    contact: [one.askedBy, one.contact].filter(Boolean).join(', '),
    askedAt: formatInstant(one.askedAt, one.library.timeZone, ctx.locale, 'medium'),
    loanHref: one.bulkLoanId === null ? null : localizeHref(`/staf/pinjaman-paket/${one.bulkLoanId}`),
    wishes: one.found.map(wishView),
  };
}

/** What was asked for that a bulk loan is packed for; null: it was not asked for. */
export const wishesView = async (ctx: Ctx, bulkLoanId: number) =>
  (await wishesOfLoan(ctx, bulkLoanId))?.map(wishView) ?? null;
export type WishViews = NonNullable<Awaited<ReturnType<typeof wishesView>>>;
