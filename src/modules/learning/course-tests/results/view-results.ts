import { networkZone } from '#modules/ground/libraries';
import { lessonCompletion, managedCourse, participation } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { localDate } from '#shared/dates';
import { FEWEST_TOLD } from '#shared/small-counts';
import type { CourseResults, ItemFigure, ResultItem } from '../client.ts';
import { selectVersions } from '../data/items.queries.ts';
import { selectHandedIn, type HandedInRow } from '../data/sittings.queries.ts';
import { itemCounts, pairsOf, type ItemCount, type TestPart } from '../rules/figures.ts';
import { halfOf, isTold, toldHalves, toldPart, toldSteps } from '../rules/tell.ts';
import { linesInWords } from '../taking/outcome.ts';
import { gainByLine, linesIn, toldGain } from './gain.ts';

const NOBODY: ItemFigure = { people: 0, share: null, discrimination: null };
const UNTOLD: ItemFigure = { people: null, share: null, discrimination: null };

/** An item in a part, as far as it may be told. @param all sittings of that part */
function toldItem(count: ItemCount | undefined, all: number): ItemFigure {
  if (!count) return UNTOLD;
  const people = toldPart(count.people, all);
  // of those who failed, and of those who did not, nothing is told while they are few
  const isApart = people === null || toldPart(count.right, count.people) === null;
  return {
    people,
    share: isApart || people === 0 ? null : count.right / count.people,
    discrimination: isApart ? null : count.discrimination,
  };
}

/**
 * Items of a part, by their versions, of all who did it. Where those who are not in the gain are one to nine, of those in the gain alone: the gain
 * and the items would tell of the few by their difference.
 */
function figuresOf(sittings: readonly HandedInRow[], part: TestPart): Map<number, ItemFigure> {
  const all = sittings.filter((one) => one.part === part);
  const paired = new Set(pairsOf(sittings, null).pairs.map(({ learnerId }) => learnerId));
  const isWhole = paired.size < FEWEST_TOLD || isTold(all.length - paired.size);
  const told = isWhole ? all : all.filter(({ learnerId }) => paired.has(learnerId));
  const counts = itemCounts(told);
  return new Map(
    [...itemCounts(all).keys()].map((versionId) => [versionId, toldItem(counts.get(versionId), told.length)]),
  );
}

async function resultItems(ctx: Ctx, courseId: number, sittings: readonly HandedInRow[]): Promise<ResultItem[]> {
  const [first, last] = [figuresOf(sittings, 'before'), figuresOf(sittings, 'after')];
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
    before: first.get(versionId) ?? NOBODY,
    after: last.get(versionId) ?? NOBODY,
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

/** Halves of years of which the gain may be told. @param competenceId of a line; null: of all */
const periodsOf = (halves: ReadonlyMap<string, HandedInRow[]>, competenceId: number | null): string[] =>
  toldHalves(new Map([...halves].map(([half, own]) => [half, pairsOf(own, competenceId).pairs.length])));

/**
 * What came of a course: gain of those who did both tests, items, completion by lesson, who did one test alone. Needs `courses.manage` at its
 * library. Throws `courses.not_found`. @param period a half of a year (`2026-2`) for the gain; one that is not told is all
 */
export async function viewCourseResults(ctx: Ctx, courseId: number, period: string | null): Promise<CourseResults> {
  const { id, title, libraryId } = await managedCourse(ctx, courseId);
  const sittings = await selectHandedIn(ctx.db, courseId);
  const halves = byHalf(sittings, await networkZone(ctx.db));
  const periods = periodsOf(halves, null);
  const asked = period !== null && periods.includes(period) ? period : null;
  const chosen = asked === null ? sittings : (halves.get(asked) ?? []);
  const { pairs, onlyBefore, onlyAfter } = pairsOf(chosen, null);
  const lines = gainByLine(chosen, await linesInWords(ctx, linesIn(sittings)), () => [pairs.length]);
  const people = (await participation(ctx.db, [courseId])).get(courseId) ?? { learners: 0, finished: 0 };
  const lessons = await lessonCompletion(ctx, courseId);
  // who finished has done all lessons: the one and the other are steps of the same people
  const [finished = null, ...done] = toldSteps(
    [people.finished, ...lessons.map((lesson) => lesson.done)],
    people.learners,
  );
  // a period and all of them would tell of the rest by their difference
  const alone = (count: number): number | null => (asked === null && isTold(count) ? count : null);
  return {
    course: { id, title, libraryId },
    ...{ periods, period: asked },
    learners: isTold(people.learners) ? people.learners : null,
    finished,
    gain: toldGain(pairs, [pairs.length]),
    ...{ onlyBefore: alone(onlyBefore), onlyAfter: alone(onlyAfter) },
    competences: lines.map((line) => ({
      ...line,
      gain: asked === null || periodsOf(halves, line.id).includes(asked) ? line.gain : null,
    })),
    items: await resultItems(ctx, courseId, sittings),
    lessons: lessons.map((lesson, at) => ({
      ...{ id: lesson.id, number: lesson.number, title: lesson.title },
      done: done[at] ?? null,
    })),
  };
}
