import { viewSitting, type TestOffer } from '#modules/learning/course-tests';
import type { Sitting, TestPart } from '#modules/learning/course-tests/client';
import type { Learner } from '#modules/learning/courses';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { courseHref } from '../course-view.server.ts';
import { keptFields } from './read-answers.server.ts';

const PARAM: Record<TestPart, string> = { before: 'awal', after: 'akhir' };

/** The way to a part of the test of a course, without a language. */
export const testPath = (slug: string, part: TestPart): string => `/kelas/${slug}/tes/${PARAM[part]}`;
/** Which part an address names; null: none. */
export const partAsked = (param: string): TestPart | null =>
  param === PARAM.before ? 'before' : param === PARAM.after ? 'after' : null;

const TITLE: Record<TestPart, () => string> = { before: m.course_tests_before, after: m.course_tests_after };

const CLOSED: Record<Exclude<Sitting['state'], 'offered' | 'begun' | 'handed_in'>, () => string> = {
  closed: m.course_tests_closed_text,
  early: m.course_tests_early_text,
  late: m.course_tests_late_text,
};

/** Why nothing can be done; null: something can, or it was handed in. */
function closedWords({ state }: Sitting): string | null {
  return state === 'closed' || state === 'early' || state === 'late' ? CLOSED[state]() : null;
}

/** What is said before it is begun. */
function beginWords({ part, didBefore }: Sitting): string {
  if (part === 'before') return m.course_tests_begin_before();
  return didBefore ? m.course_tests_begin_after() : m.course_tests_begin_after_alone();
}

function outcomeView({ outcome }: Sitting) {
  if (!outcome) return null;
  const { competences, next } = outcome;
  const words = (reached: boolean) =>
    competences.filter((one) => one.reached === reached).map(({ id, canDo }) => ({ id, canDo }));
  return {
    reached: words(true),
    notYet: words(false),
    next: next && {
      why: m.course_tests_next_why({ total: next.total, canDo: next.canDo, right: next.right }),
      lesson: next.lesson && {
        href: courseHref(next.lesson.slug, next.lesson.lessonSlug),
        title: m.course_tests_next_lesson({ lesson: next.lesson.lesson, course: next.lesson.course }),
      },
    },
  };
}

/** What the page of a part of a test shows. */
export async function sittingView(ctx: Ctx, at: { course: string; part: TestPart }, learner: Learner) {
  const sitting = await viewSitting(ctx, at, learner);
  return {
    title: TITLE[at.part](),
    slug: sitting.course.slug,
    course: { title: sitting.course.title, href: courseHref(sitting.course.slug) },
    begin: beginWords(sitting),
    isAfter: at.part === 'after',
    state: sitting.state,
    minutes: m.learn_minutes({ count: sitting.minutes }),
    items: sitting.items,
    kept: keptFields(sitting.items, ctx.locale),
    closed: closedWords(sitting),
    outcome: outcomeView(sitting),
  };
}
export type SittingView = Awaited<ReturnType<typeof sittingView>>;

/** What the page of a course says of its test; null: nothing. */
export function offerView(slug: string, offer: TestOffer | null) {
  if (!offer) return null;
  const href = (part: TestPart): string => localizeHref(testPath(slug, part));
  const minutes = { count: offer.minutes };
  if (offer.after === 'handed_in') return { href: href('after'), label: m.course_tests_see_outcome(), note: null };
  if (offer.after === 'offered' || offer.after === 'begun')
    return { href: href('after'), label: m.course_tests_after(), note: m.course_tests_after_note(minutes) };
  if (offer.before === 'offered' || offer.before === 'begun')
    return { href: href('before'), label: m.course_tests_before(), note: m.course_tests_before_note(minutes) };
  return null;
}
