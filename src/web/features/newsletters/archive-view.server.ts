import { listArchive, readArchived } from '#modules/city/newsletters';
import type { ArchivedLetter } from '#modules/city/newsletters/client';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { blockViews } from '#web/features/site/parts/block-view.server.ts';

const FEED_ENTRIES = 50;

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

/** The archive for feed readers, in the language of who asks. */
export async function letterFeed(ctx: Ctx, url: URL, origin: string) {
  const { letters } = await listArchive(ctx, { limit: FEED_ENTRIES });
  return {
    title: `${m.newsletters_title()} · Lumbung`,
    about: m.newsletters_archive_lead(),
    page: origin + localizeHref('/surat-kabar'),
    self: origin + url.pathname + url.search,
    locale: ctx.locale,
    entries: letters.map(({ id, slug, subject, preheader, at }) => ({
      id: `${origin}/surat-kabar/nomor/${id}`,
      title: subject,
      summary: preheader,
      url: origin + localizeHref(`/surat-kabar/${slug}`),
      published: at,
      changed: at,
      topic: null,
      picture: null,
    })),
    changed: new Date(Math.max(0, ...letters.map(({ at }) => at.getTime()))),
  };
}
