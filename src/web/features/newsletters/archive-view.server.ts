import { readArchived } from '#modules/city/newsletters';
import type { ArchivedLetter } from '#modules/city/newsletters/client';
import { networkZone } from '#modules/ground/libraries';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { blockViews } from '#web/features/site/parts/block-view.server.ts';

/** A letter of the archive in a list. */
export const archiveLine = (
  { id, slug, subject, preheader, language, library, at }: ArchivedLetter,
  { zone, locale }: { zone: string; locale: Ctx['locale'] },
) => ({
  ...{ id, subject, preheader },
  lang: language === locale ? undefined : language,
  href: localizeHref(`/surat-kabar/${slug}`),
  over: [formatDate(localDate(at, library?.timeZone ?? zone), locale), library?.name].filter(Boolean).join(' · '),
});

/** A letter of the archive whole, as a page of the site: nothing in it is anybody's own. */
export async function archivedView(ctx: Ctx, slug: string) {
  const letter = await readArchived(ctx, slug);
  const zone = await networkZone(ctx.db);
  return {
    ...archiveLine(letter, { zone, locale: ctx.locale }),
    blocks: blockViews(letter.blocks, letter, ctx.locale),
    untranslated: letter.untranslated > 0 || letter.language !== ctx.locale,
  };
}
