import { networkZone } from '#modules/ground/libraries';
import { lessonCompletion, participation, writableCourse } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { localDate } from '#shared/dates';
import type { CourseResults, ItemFigure, ResultItem } from '../client.ts';
import { selectVersions } from '../data/items.queries.ts';
import { selectHandedIn, type HandedInRow } from '../data/sittings.queries.ts';
import { itemCounts, pairsOf, type ItemCount } from '../rules/figures.ts';
import { halfOf, isTold, toldHalves, toldPart, toldSteps } from '../rules/tell.ts';
import { linesInWords } from '../taking/outcome.ts';
import { gainByLine, linesIn, toldGain } from './gain.ts';

const NOBODY: ItemFigure = { people: 0, share: null, discrimination: null };

/** An item in a part, as far as it may be told. @param all sittings of that part */
function toldItem(count: ItemCount | undefined, all: number): ItemFigure {
  if (!count) return NOBODY;
  const people = toldPart(count.people, all);
  // of those who failed, and of those who did not, nothing is told while they are few
  const isApart = people === null || toldPart(count.right, count.people) === null;
  return {
    people,
    share: isApart || people === 0 ? null : count.right / count.people,
    discrimination: isApart ? null : count.discrimination,
  };
}

async function resultItems(ctx: Ctx, courseId: number, sittings: readonly HandedInRow[]): Promise<ResultItem[]> {
  const [before, after] = (['before', 'after'] as const).map((part) => sittings.filter((one) => one.part === part));
  const [first, last] = [itemCounts(before ?? []), itemCounts(after ?? [])];
  const versions = (await selectVersions(ctx.db, courseId)).filter(
    ({ versionId }) => first.has(versionId) || last.has(versionId),
  );
  const words = await linesInWords(
    ctx,
    versions.map(({ competenceId }) => competenceId),
  );
  return versions.map(({ itemId, versionId, number, prompt, competenceId }) => ({
    ...{ itemId, versionId, number, canDo: words.get(competenceId) ?? '' },
    prompt: ctx.locale === 'en' && prompt.en !== '' ? prompt.en : prompt.id,
    before: toldItem(first.get(versionId), before?.length ?? 0),
    after: toldItem(last.get(versionId), after?.length ?? 0),
  }));
}

/** Sittings by the half of a year in which their learner handed in last: each learner is in one of them. */
function byHalf(sittings: readonly HandedInRow[], zone: string): Map<string, HandedInRow[]> {
  const halves = new Map<string, HandedInRow[]>();
  for (const own of Map.groupBy(sittings, ({ learnerId }) => learnerId).values()) {
    const last = own.reduce((a, b) => (a.handedInAt > b.handedInAt ? a : b));
    const half = halfOf(localDate(last.handedInAt, zone));
    halves.set(half, [...(halves.get(half) ?? []), ...own]);
  }
  return halves;
}

/**
 * What came of a course: gain of those who did both tests, items, completion by lesson, who did one test alone. Needs `courses.manage` at its
 * library. Throws `courses.not_found`. @param period a half of a year (`2026-2`) for the gain; one that is not told is all
 */
export async function viewCourseResults(ctx: Ctx, courseId: number, period: string | null): Promise<CourseResults> {
  const { id, title, libraryId } = await writableCourse(ctx, courseId);
  const sittings = await selectHandedIn(ctx.db, courseId);
  const halves = byHalf(sittings, await networkZone(ctx.db));
  const periods = toldHalves(new Map([...halves].map(([half, own]) => [half, pairsOf(own, null).pairs.length])));
  const asked = period !== null && periods.includes(period) ? period : null;
  const chosen = asked === null ? sittings : (halves.get(asked) ?? []);
  const { pairs, onlyBefore, onlyAfter } = pairsOf(chosen, null);
  const people = (await participation(ctx.db, [courseId])).get(courseId) ?? { learners: 0, finished: 0 };
  const lessons = await lessonCompletion(ctx, courseId);
  const done = toldSteps(
    lessons.map((lesson) => lesson.done),
    people.learners,
  );
  // a period and all of them would tell of the rest by their difference
  const alone = (count: number): number | null => (asked === null && isTold(count) ? count : null);
  return {
    course: { id, title, libraryId },
    ...{ periods, period: asked },
    learners: isTold(people.learners) ? people.learners : null,
    finished: toldPart(people.finished, people.learners),
    gain: toldGain(pairs, pairs.length),
    ...{ onlyBefore: alone(onlyBefore), onlyAfter: alone(onlyAfter) },
    competences: gainByLine(chosen, await linesInWords(ctx, linesIn(sittings)), pairs.length),
    items: await resultItems(ctx, courseId, sittings),
    lessons: lessons.map((lesson, at) => ({
      ...{ id: lesson.id, number: lesson.number, title: lesson.title },
      done: done[at] ?? null,
    })),
  };
}
