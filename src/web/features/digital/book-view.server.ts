import { anchorId, digitalErrors, readChapter } from '#modules/lending/digital';
import type { ReadingPlace } from '#modules/lending/digital/client';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import type { Services } from '#platform/services';
import { localizeHref } from '#i18n/runtime';

const BROKEN = new Set([
  digitalErrors.unreadable().code,
  digitalErrors.locked().code,
  digitalErrors.partNotFound().code,
]);

/** A chapter of an EPUB as its page shows it; or, of a damaged one, a sentence that says so. */
export async function bookOf(
  ctx: Ctx,
  { storage }: Pick<Services, 'storage'>,
  { id, wanted, place }: { id: number; wanted: number | null; place: ReadingPlace | null },
) {
  const hereHref = localizeHref(`/baca/${id}`);
  const chapterHref = (chapter: number, anchor: string | null = null): string =>
    `${hereHref}?bab=${chapter}${anchor === null ? '' : `#${encodeURIComponent(anchorId(anchor))}`}`;
  const pictureHref = (path: string): string => `/baca/${id}/isi/${path.split('/').map(encodeURIComponent).join('/')}`;
  try {
    const read = await readChapter(ctx, storage, id, wanted ?? place?.part ?? 1, { chapterHref, pictureHref });
    const { chapter, chapters, language, toc, nodes } = read;
    const book = {
      chapter,
      chapters,
      language,
      nodes,
      hereHref,
      returning: wanted === null,
      before: chapter > 1 ? chapterHref(chapter - 1) : null,
      next: chapter < chapters ? chapterHref(chapter + 1) : null,
      toc: toc.map((line) => ({
        title: line.title,
        level: line.level,
        href: chapterHref(line.chapter, line.anchor),
        here: line.chapter === chapter,
      })),
    };
    return { book, problem: null };
  } catch (error) {
    if (!(error instanceof AppError) || !BROKEN.has(error.code)) throw error;
    return { book: null, problem: explainError(error, ctx.locale) };
  }
}
