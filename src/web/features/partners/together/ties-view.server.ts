import { collectionsByTitle, findShownCollection } from '#modules/city/collections';
import { programsByTitle, tiesOf, TIE_WORDS, type PartnerTie } from '#modules/city/partners';
import { TIE_PARTS } from '#modules/city/partners/client';
import { openCoursesByTitle } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

/** So many of each are offered. */
const MOST_FOUND = 20;

/** What something is, its title, and where people see it. */
async function thingOf(ctx: Ctx, { programId, courseId, collectionId, title, slug }: PartnerTie) {
  if (programId !== null)
    return { kind: m.ledgers_kind_program(), title: title ?? '', href: localizeHref(`/staf/kegiatan/${programId}`) };
  if (courseId !== null)
    return { kind: m.ledgers_kind_course(), title: title ?? '', href: localizeHref(`/kelas/${slug ?? ''}`) };
  const kind = m.ledgers_kind_collection();
  const shown = collectionId === null ? null : await findShownCollection(ctx.db, collectionId);
  if (!shown) return { kind, title: m.ledgers_collection_gone(), href: null };
  return { kind, title: shown.title, href: localizeHref(`/koleksi-pilihan/${shown.slug}`) };
}

/** What a partner is tied to, in words. */
export async function tieViews(ctx: Ctx, partnerId: number) {
  const ties = await tiesOf(ctx, partnerId);
  return Promise.all(
    ties.map(async (tie) => ({
      id: tie.id,
      ...(await thingOf(ctx, tie)),
      part: TIE_WORDS[tie.part](),
      since: tie.since && m.ledgers_tie_since_day({ day: formatDate(tie.since, ctx.locale) }),
      shown: tie.shown,
    })),
  );
}
export type TieView = Awaited<ReturnType<typeof tieViews>>[number];

/** What has a title like what was typed; nothing typed: nothing. Its key says what it is: `program-12`. */
export async function foundThings(ctx: Ctx, typed: string): Promise<{ value: string; label: string }[]> {
  if (typed === '') return [];
  const programs = await programsByTitle(ctx, typed, MOST_FOUND);
  const courses = await openCoursesByTitle(ctx, typed, { limit: MOST_FOUND });
  const collections = await collectionsByTitle(ctx, typed, { limit: MOST_FOUND });
  const labelled = (kind: string, title: string, note: string | null = null): string =>
    [`${kind}: ${title}`, note].filter(Boolean).join(', ');
  return [
    ...programs.map(({ id, title, startsAt, timeZone }) => ({
      value: `program-${id}`,
      label: labelled(
        m.ledgers_kind_program(),
        title,
        startsAt && formatDate(localDate(startsAt, timeZone), ctx.locale),
      ),
    })),
    ...courses.map(({ id, title }) => ({ value: `course-${id}`, label: labelled(m.ledgers_kind_course(), title) })),
    ...collections.map(({ id, title }) => ({
      value: `collection-${id}`,
      label: labelled(m.ledgers_kind_collection(), title),
    })),
  ];
}

/** The key of something, as a tie names it; null: it is none. */
export function thingIn(key: string): { programId?: number; courseId?: number; collectionId?: number } | null {
  const [, kind, digits] = /^(program|course|collection)-(\d{1,15})$/.exec(key) ?? [];
  const id = Number(digits);
  if (!id) return null;
  if (kind === 'program') return { programId: id };
  return kind === 'course' ? { courseId: id } : { collectionId: id };
}

export const partOptions = (): { value: string; label: string }[] =>
  TIE_PARTS.map((value) => ({ value, label: TIE_WORDS[value]() }));
