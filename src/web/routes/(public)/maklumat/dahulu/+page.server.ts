import { viewFormerPromises } from '#modules/city/promises';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { editionLine, inLanguage, toldParts } from '#web/features/promises/promise-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const { locale } = ctx;
  const { pledges, editions } = await viewFormerPromises(ctx);
  const zone = await networkZone(ctx.db);
  const until = (at: Date | null) => at && m.promises_until({ day: formatDate(localDate(at, zone), locale) });
  return {
    lang: locale === 'en' ? ('id' as const) : undefined,
    pledges: pledges.map(({ id, text, textEn, replacedAt, signedBy, signedOffice, signedPlace, signedOn }) => ({
      id,
      ...inLanguage(text, textEn, locale),
      signed: m.promises_signed({
        name: signedBy,
        office: signedOffice,
        place: signedPlace,
        day: signedOn === null ? '' : formatDate(signedOn, locale),
      }),
      until: until(replacedAt),
    })),
    editions: editions.map((one) => ({
      id: one.id,
      name: inLanguage(one.name, one.nameEn, locale),
      promise: inLanguage(one.promise, one.promiseEn, locale),
      parts: toldParts(one.parts),
      line: [editionLine(one, locale), until(one.replacedAt) ?? m.promises_staff_retired()].join(', '),
    })),
  };
};
