import { giverOf } from '#modules/city/partners';
import type { Ctx } from '#platform/context';
import { localizeHref } from '#i18n/runtime';
import { nameOf } from '../partner-words.server.ts';
import { contributionHref } from '../contributions/contribution-rows.server.ts';

/** The partner who gave a gift of books, for the page of the gift; null = none is tied to it. */
export async function giftGiver(ctx: Ctx, donationId: number) {
  const giver = await giverOf(ctx, donationId);
  return (
    giver && {
      name: nameOf(giver.partner),
      href: localizeHref(`/staf/mitra/${giver.partnerId}`),
      contributionHref: contributionHref(giver.contributionId),
    }
  );
}
