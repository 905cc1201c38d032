import { sharedWith, tiedTo, TIE_WORDS, type Thing, type TiedPartner } from '#modules/city/partners';
import type { Ctx } from '#platform/context';
import { canAnywhere } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

const viewOf = ({ partnerId, name, parts, isSeen }: TiedPartner, href: string | null) => ({
  id: partnerId,
  name: name || m.partners_forgotten(),
  parts: parts.map((part) => TIE_WORDS[part]()).join(', '),
  isSeen,
  href,
});
export type TogetherPartner = ReturnType<typeof viewOf>;

/** With whom a programme, a course or a collection is done, as everybody reads it on its page. */
export const togetherOn = async (ctx: Pick<Ctx, 'db'>, thing: Thing): Promise<TogetherPartner[]> =>
  (await sharedWith(ctx, thing)).map((one) => viewOf(one, `${localizeHref('/mitra')}#mitra-${one.partnerId}`));

/** The same on the page of staff; whoever keeps partners is led to them. */
export async function tiedHere(ctx: Pick<Ctx, 'db' | 'actor'>, thing: Thing): Promise<TogetherPartner[]> {
  const keeps = canAnywhere(ctx.actor, 'partners.manage');
  return (await tiedTo(ctx, thing)).map((one) =>
    viewOf(one, keeps ? localizeHref(`/staf/mitra/${one.partnerId}`) : null),
  );
}
