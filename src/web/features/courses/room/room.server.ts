import { nameLibraries, networkZone, zoneOf } from '#modules/ground/libraries';
import { countClassWaiting, listClasses, viewClass } from '#modules/learning/classes';
import type { ClassLine } from '#modules/learning/classes/client';
import { listAuthoredCourses } from '#modules/learning/courses';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { stateWords } from '../editor/course-words.ts';

/** Of so many classes it is looked up what waits; others are led to. */
const LOOKED_AT = 12;

async function classView(ctx: Ctx, { id, name, course, libraryId, schoolYear, pupils }: ClassLine, about: About) {
  const { members } = await viewClass(ctx, id);
  const { works, posts } = await countClassWaiting(ctx, id);
  const zone = await zoneOf({ db: ctx.db, libraryId });
  const consents = members.filter(({ consentAt }) => consentAt === null).length;
  const stopped = members.filter(({ stoppedDays }) => stoppedDays !== null).length;
  const last = members.reduce<Date | null>(
    (latest, { seenAt }) => (seenAt !== null && (latest === null || seenAt > latest) ? seenAt : latest),
    null,
  );
  return {
    ...{ id, name, course: course.title, href: localizeHref(`/staf/belajar/kelas/${id}`) },
    about: [about.nameOf(libraryId).name, schoolYear, m.teach_pupils_count({ count: pupils })].join(' · '),
    waits: [
      ...(works > 0 ? [m.course_tasks_works_count({ count: works })] : []),
      ...(posts > 0 ? [m.course_tasks_posts_count({ count: posts })] : []),
      ...(consents > 0 ? [m.coauthors_consents({ count: consents })] : []),
      ...(stopped > 0 ? [m.coauthors_stopped({ count: stopped })] : []),
    ],
    last: last === null ? m.coauthors_never() : m.coauthors_last({ day: about.dayOf(last, zone) }),
  };
}

interface About {
  nameOf: Awaited<ReturnType<typeof nameLibraries>>;
  dayOf: (at: Date, zone: string) => string;
}

/** The room of whoever teaches: their classes with what waits, and the courses that they write with others. */
export async function teachersRoom(ctx: Ctx) {
  const about: About = {
    nameOf: await nameLibraries(ctx),
    dayOf: (at, zone) => formatDate(localDate(at, zone), ctx.locale),
  };
  const active = (await listClasses(ctx)).filter(({ state }) => state === 'active');
  const classes: Awaited<ReturnType<typeof classView>>[] = [];
  for (const one of active.slice(0, LOOKED_AT)) classes.push(await classView(ctx, one, about));
  const courses = await listAuthoredCourses(ctx);
  const home = await networkZone(ctx.db);
  const zones = new Map<number | null, string>([[null, home]]);
  for (const { libraryId } of courses)
    if (!zones.has(libraryId)) zones.set(libraryId, await zoneOf({ db: ctx.db, libraryId }));
  return {
    classes,
    courses: courses.map(
      ({ id, title, state, libraryId, lessons, openComments, submittedBy, mayJudge, changedAt }) => ({
        ...{ id, title, href: localizeHref(`/staf/belajar/${id}`), stands: stateWords(state) },
        about: [
          libraryId === null ? m.site_whole_network() : about.nameOf(libraryId).name,
          m.courses_lessons_count({ count: lessons }),
          m.courses_changed_on({ day: about.dayOf(changedAt, zones.get(libraryId) ?? home) }),
        ].join(' · '),
        waits: [
          ...(mayJudge ? [m.coauthors_waits_for_you({ name: submittedBy })] : []),
          ...(openComments > 0 ? [m.coauthors_open_count({ count: openComments })] : []),
        ],
      }),
    ),
    hrefs: {
      all: localizeHref('/staf/belajar/kelas'),
      newClass: localizeHref('/staf/belajar/kelas/baru'),
      catalog: localizeHref('/kelas'),
    },
  };
}
