import type { Picture } from '#modules/ground/content/client';
import type { LessonLine, OpenCourse, PublicCourse } from '#modules/learning/courses/client';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { pictureView } from '#web/features/site/parts/block-view.server.ts';
import { scriptSafeJson } from '#web/kit/answers/json-ld.server.ts';
import { forWhom, howLong } from './course-words.server.ts';

type Speaks = Pick<Ctx, 'locale'>;

/** The way to a course, or to a lesson of it. */
export const courseHref = (slug: string, lesson?: string): string =>
  localizeHref(lesson === undefined ? `/kelas/${slug}` : `/kelas/${slug}/${lesson}`);

/** What a list shows of a course. @param face the first picture of its lessons */
export function openCourseView({ locale }: Speaks, course: OpenCourse, face?: Picture) {
  return {
    id: course.id,
    title: course.title,
    summary: course.summary,
    lang: course.language === locale ? undefined : course.language,
    href: courseHref(course.slug),
    about: [forWhom(course), howLong(course)].join(' · '),
    face: face ? pictureView(face) : null,
  };
}

function standingWords({ standing, solved, tasks }: LessonLine): string {
  if (standing === 'done') return m.learn_line_done();
  if (standing === 'begun' && tasks > 0) return m.learn_line_begun({ solved, count: tasks });
  if (standing === 'begun') return m.learn_line_reading();
  return tasks === 0 ? m.learn_line_no_tasks() : m.learn_line_tasks({ count: tasks });
}

/** Lessons behind each other that belong to one module stand together. */
function groupsOf(course: PublicCourse, locale: Ctx['locale']) {
  const langOf = (language: 'id' | 'en'): string | undefined => (language === locale ? undefined : language);
  const groups: { module: string; lang: string | undefined; first: number; lines: ReturnType<typeof lineView>[] }[] =
    [];
  const lineView = (line: LessonLine) => ({
    number: line.number,
    title: line.title,
    lang: langOf(line.language),
    href: courseHref(course.slug, line.slug),
    minutes: m.learn_minutes({ count: line.minutes }),
    standing: standingWords(line),
    isDone: line.standing === 'done',
    isNext: course.joined && line.id === course.next?.id,
  });
  for (const line of course.lines) {
    const last = groups.at(-1);
    if (last?.module === line.module) last.lines.push(lineView(line));
    else
      groups.push({
        module: line.module,
        lang: langOf(line.moduleLanguage),
        first: line.number,
        lines: [lineView(line)],
      });
  }
  return groups;
}

/** What the page of a course shows. @param zone in which the day of its version is told */
export function courseView(ctx: Speaks, course: PublicCourse, zone: string) {
  const day = (instant: Date): string => formatDate(localDate(instant, zone), ctx.locale);
  return {
    ...openCourseView(ctx, course),
    forWhom: forWhom(course),
    howLong: howLong(course),
    by: [
      course.authors && m.learn_by({ authors: course.authors }),
      m.learn_version({ number: course.versionNumber, day: day(course.publishedAt) }),
    ]
      .filter(Boolean)
      .join(' '),
    can: course.can.map(({ text, language }) => ({ text, lang: language === ctx.locale ? undefined : language })),
    groups: groupsOf(course, ctx.locale),
    sheetsHref: courseHref(course.slug, 'lembar.pdf'),
    joined: course.joined,
    finished: course.finishedAt && m.learn_finished_on({ day: day(course.finishedAt) }),
    next: course.next && {
      title: course.next.title,
      lang: course.next.language === ctx.locale ? undefined : course.next.language,
      href: courseHref(course.slug, course.next.slug),
    },
  };
}

/** A course in the words of schema.org. @param about where the site is reached, and whose it is */
export const courseJsonLd = (course: PublicCourse, about: { origin: string; network: string }): string =>
  scriptSafeJson({
    '@context': 'https://schema.org',
    '@type': 'Course',
    '@id': `${about.origin}/kelas/${course.slug}`,
    url: about.origin + courseHref(course.slug),
    name: course.title,
    description: course.summary || course.title,
    inLanguage: course.language,
    version: course.versionNumber,
    datePublished: course.publishedAt.toISOString(),
    isAccessibleForFree: true,
    audience: { '@type': 'EducationalAudience', audienceType: forWhom(course) },
    creditText: course.authors || undefined,
    provider: { '@type': 'Library', name: about.network, url: about.origin },
    offers: { '@type': 'Offer', category: 'Free', price: 0, priceCurrency: 'IDR' },
    hasCourseInstance: {
      '@type': 'CourseInstance',
      courseMode: 'Online',
      courseWorkload: `PT${String(course.minutes)}M`,
    },
  });
