import { getLibrary, listLibraries } from '#modules/libraries';
import { blockHolds, getCategory, getOwnMember, isExpired } from '#modules/members';
import { formatDate, localDate } from '#shared/dates';
import { categoryLabel } from '#web/member-form.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const member = await getOwnMember(ctx);
  const [category, library, libraries] = await Promise.all([
    getCategory(ctx, member.category),
    getLibrary(ctx, member.homeLibraryId),
    listLibraries(ctx, { active: true }),
  ]);
  const today = localDate(ctx.clock.now(), member.timeZone);
  return {
    fullName: member.fullName,
    number: member.number,
    category: categoryLabel(category, ctx.locale),
    library: library.name,
    libraryCount: libraries.length,
    expiresOn: member.expiresOn && formatDate(member.expiresOn, ctx.locale),
    expired: isExpired(member.expiresOn, today),
    blocks: member.blocks
      .filter((block) => blockHolds(block, today))
      .map((block) => ({
        id: block.id,
        reason: block.reason,
        until: block.untilDate && formatDate(block.untilDate, ctx.locale),
      })),
  };
};
