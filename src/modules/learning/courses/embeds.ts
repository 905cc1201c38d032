import { m } from '#i18n/messages';
import type { EmbedCard, EmbedKind } from '#platform/embeds';
import { openCoursesById, openCoursesByTitle } from './learning/open-courses.ts';

const OFFERED = 8;
const ID = /^\d{1,15}$/;
/** What is read of what was typed. */
const MOST_READ = 120;

/** A course that everybody sees, by its number, as it is when it is read. */
const course: EmbedKind = {
  kind: 'course',
  name: m.courses_embed,
  async choices(ctx, asked) {
    const typed = asked.trim().slice(0, MOST_READ).toWellFormed();
    const found = await openCoursesByTitle(ctx, typed, { limit: OFFERED });
    return found.map(({ id, title }) => ({ ref: String(id), words: title }));
  },
  async show(ctx, refs) {
    const ids = refs.filter((ref) => ID.test(ref)).map(Number);
    const open = await openCoursesById(ctx, ids);
    return new Map(
      open.map(({ id, slug, title, summary, lessons, minutes }): [string, EmbedCard] => [
        String(id),
        {
          title,
          href: `/kelas/${slug}`,
          lines: [
            summary,
            [m.learn_lessons({ count: lessons }), m.learn_minutes({ count: minutes })].join(' · '),
          ].filter((line) => line !== ''),
          ...{ state: null, picture: null },
        },
      ]),
    );
  },
};

/** What writings can show of it. */
export const embeds: readonly EmbedKind[] = [course];
