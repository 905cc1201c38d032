import { getLibrary, getSetting, listLibraries } from '#modules/ground/libraries';
import { getCategory, isExpired, type Member } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { qrSvg } from '#platform/papers/qr';
import { formatDate, localDate } from '#shared/dates';
import { categoryLabel } from '#web/features/members/parts/member-form.server.ts';

/** A member's card as the account shows it. */
export interface OwnCard {
  name: string;
  number: string;
  network: string;
  category: string;
  library: string;
  libraryCount: number;
  /** The last day in words; null = it never ends. */
  expiresOn: string | null;
  expired: boolean;
  /** The number of the card and nothing else, as a data address of a picture. */
  qr: string;
}

export async function ownCard(ctx: Ctx, member: Member): Promise<OwnCard> {
  const [category, library, libraries, network] = await Promise.all([
    getCategory(ctx, member.category),
    getLibrary(ctx, member.homeLibraryId),
    listLibraries(ctx, { active: true }),
    getSetting(ctx.db, 'networkName'),
  ]);
  return {
    name: member.fullName,
    number: member.number,
    network,
    category: categoryLabel(category, ctx.locale),
    library: library.name,
    libraryCount: libraries.length,
    expiresOn: member.expiresOn && formatDate(member.expiresOn, ctx.locale),
    expired: isExpired(member.expiresOn, localDate(ctx.clock.now(), member.timeZone)),
    qr: `data:image/svg+xml,${encodeURIComponent(qrSvg(member.number))}`,
  };
}
