import { search } from '#modules/collection/search';
import { listLibraries } from '#modules/ground/libraries';
import { countAnswers } from '#modules/learning/courses';
import type { SearchGoal, WrittenTask } from '#modules/learning/courses/client';
import type { Ctx } from '#platform/context';
import { taskValues } from './task-form.server.ts';
import { questionFormName, taskKindName } from './task-words.ts';

/** What the goal of a search can ask for, as the catalogue has it now; what it asks for already stays to be chosen. */
async function goalOptions(ctx: Ctx, goals: readonly SearchGoal[], places: readonly string[]) {
  const { facets } = await search(ctx, { limit: 1 });
  const withKept = (offered: readonly { value: string; label: string }[], kept: readonly (string | null)[]) => [
    ...offered.map(({ value, label }) => ({ value, label })),
    ...[...new Set(kept)]
      .filter((one) => one !== null && offered.every(({ value }) => value !== one))
      .map((one) => ({ value: one ?? '', label: one ?? '' })),
  ];
  const libraries = (await listLibraries(ctx, { active: true })).map(({ code, name }) => ({
    value: code,
    label: name,
  }));
  return {
    languages: withKept(
      facets.language,
      goals.map(({ language }) => language),
    ),
    materials: withKept(
      facets.material,
      goals.map(({ material }) => material),
    ),
    audiences: withKept(
      facets.audience,
      goals.map(({ audience }) => audience),
    ),
    libraries: withKept(libraries, [...goals.flatMap((goal) => goal.places), ...places]),
  };
}
export type GoalOptions = Awaited<ReturnType<typeof goalOptions>>;

/** So many letters tell which task it is. */
const TOLD = 160;

/** Fewer than so many more than are to be found leave whoever learns little to find. */
const SPARE = 2;
function answersView(count: number, wanted: number) {
  const enough = wanted + SPARE;
  const mark: 'late' | 'wait' | 'on' = count < wanted ? 'late' : count < enough ? 'wait' : 'on';
  return { count, enough, mark };
}

async function taskView(ctx: Ctx, { id, version, body, competenceId }: WrittenTask) {
  return {
    ...{ id, version, kind: body.kind, competenceId },
    form: body.kind === 'question' ? body.asked.form : null,
    name: body.kind === 'question' ? questionFormName(body.asked.form) : taskKindName(body.kind),
    prompt: body.prompt.id.slice(0, TOLD),
    values: taskValues(body),
    /** Of a search: how many records answer it now. */
    answers: body.kind === 'search' ? answersView(await countAnswers(ctx, body.goal), body.goal.count) : null,
  };
}
export type TaskView = Awaited<ReturnType<typeof taskView>>;

/** The tasks of a lesson for the page on which they are written, by the reference by which they stand in it. */
export async function taskViews(
  ctx: Ctx,
  tasks: readonly WrittenTask[],
): Promise<{ tasks: Record<string, TaskView>; goalOptions: GoalOptions | null }> {
  const goals = tasks.flatMap(({ body }) => (body.kind === 'search' ? [body.goal] : []));
  const shelves = tasks.flatMap(({ body }) => (body.kind === 'shelf' ? [body.goal] : []));
  const views = await Promise.all(tasks.map(async (task) => [String(task.id), await taskView(ctx, task)] as const));
  return {
    tasks: Object.fromEntries(views),
    goalOptions:
      goals.length + shelves.length === 0
        ? null
        : await goalOptions(
            ctx,
            goals,
            shelves.flatMap(({ places }) => places),
          ),
  };
}
