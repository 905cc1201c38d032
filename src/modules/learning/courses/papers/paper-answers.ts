import { callNumberSortKey } from '#modules/collection/catalog';
import { languageName } from '#modules/collection/search';
import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import { drawnOf, NOBODYS_DRAW, questionSeed } from '../rules/bank.ts';
import { askedParts, shownRights } from '../rules/show-task.ts';
import {
  said,
  type Asked,
  type AskedFilter,
  type SearchGoal,
  type ShelfGoal,
  type Side,
  type Task,
} from '../rules/tasks.ts';
import { gapNames, letterOf, partName } from './paper-tasks.ts';

type Told = Readonly<{ locale: Locale }>;

/** A line of what is right: of what, the answer, and what is said of it. */
interface AnswerLine {
  of: string;
  right: string;
  note: string;
}
/** What is right in a task. */
interface PaperAnswers {
  lines: AnswerLine[];
  /** Said of the task as a whole. */
  words: { name: string; text: string }[];
}

/** How the catalogue and the network call what a goal names by codes. */
export interface GoalNames {
  material: (code: string) => string;
  audience: (code: string) => string;
  library: (code: string) => string;
  /** How many records answer it now. */
  now: number;
}

/** A figure as it stands, with the comma of the language. */
const exact = (value: number, { locale }: Told): string =>
  locale === 'id' ? String(value).replace('.', ',') : String(value);

const line = (of: string, right: string, note = ''): AnswerLine => ({ of, right, note });
const OR = ' / ';

function standingName(standing: SearchGoal['standing'], told: Told): string {
  if (standing === 'shelf') return m.courses_standing_shelf({}, told);
  return standing === 'held' ? m.courses_standing_held({}, told) : m.courses_standing_any({}, told);
}
const filterName = (filter: AskedFilter, told: Told): string =>
  filter === 'year' ? m.courses_filter_year({}, told) : m.courses_filter_available({}, told);

function goalLines(goal: SearchGoal, names: GoalNames, told: Told): AnswerLine[] {
  const all = [
    line(m.courses_goal_count_label({}, told), String(goal.count)),
    line(m.courses_goal_ddc({}, told), goal.ddc.join(', ')),
    line(m.courses_goal_words({}, told), goal.ddc.length === 0 ? goal.words : ''),
    line(m.courses_goal_year_from({}, told), goal.yearFrom === null ? '' : String(goal.yearFrom)),
    line(m.courses_goal_year_to({}, told), goal.yearTo === null ? '' : String(goal.yearTo)),
    line(m.courses_goal_language({}, told), goal.language === null ? '' : languageName(goal.language, told.locale)),
    line(m.courses_goal_material({}, told), goal.material === null ? '' : names.material(goal.material)),
    line(m.courses_goal_audience({}, told), goal.audience === null ? '' : names.audience(goal.audience)),
    line(m.courses_goal_standing({}, told), standingName(goal.standing, told)),
    line(
      m.courses_goal_near({}, told),
      (goal.near ?? null) === null ? '' : m.courses_goal_km({ count: goal.near ?? 0 }, told),
    ),
    line(m.courses_goal_libraries({}, told), goal.places.map(names.library).join(', ')),
    line(m.courses_goal_filters({}, told), goal.filters.map((filter) => filterName(filter, told)).join('; ')),
  ];
  return all.filter(({ right }) => right !== '');
}

const sideName = (side: Side, told: Told): string =>
  side === 'same' ? m.courses_side_same({}, told) : m.learn_source({ side: side.toUpperCase() }, told);

/** @param onSheets letters stand beside what pupils have before them: those of another version are other ones */
function questionLines(
  asked: Asked,
  { taskId, onSheets }: { taskId: number; onSheets: boolean },
  told: Told,
): AnswerLine[] {
  const { locale } = told;
  switch (asked.form) {
    case 'one':
    case 'several':
      return asked.options.map(({ label, right, feedback }) =>
        line(said(label, locale), right ? m.courses_option_right({}, told) : '', said(feedback, locale)),
      );
    case 'order':
      return asked.items.map((item, at) => line(String(at + 1), said(item, locale)));
    case 'match': {
      const shown = shownRights(asked.pairs, taskId);
      const placeOf = (words: string): number => shown.findIndex((at) => asked.pairs[at]?.right.id === words);
      return asked.pairs.map(({ left, right }) => {
        const words = said(right, locale);
        return line(said(left, locale), onSheets ? `${letterOf(placeOf(right.id))}. ${words}` : words);
      });
    }
    case 'number': {
      const value = exact(asked.right, told);
      const near = { value, tolerance: exact(asked.tolerance, told) };
      return [line(m.courses_number_right({}, told), asked.tolerance === 0 ? value : m.courses_paper_near(near, told))];
    }
    case 'short':
      return [line(m.courses_accepted({}, told), asked.accepted.join(OR))];
    case 'gap':
      return asked.gaps.map((forms, at) => line(m.learn_gap({ number: at + 1 }, told), forms.join(OR)));
  }
}

/** The gap in which the book stands, and by what it is found on foot. */
function shelfLines({ call, beginnings, drawn }: ShelfGoal, told: Told): AnswerLine[] {
  const key = (one: string): string => callNumberSortKey(one) ?? '';
  const gap = drawn.filter((one) => key(one) < key(call)).length;
  return [
    line(m.course_tasks_field_call({}, told), call),
    ...(drawn.length === 0 ? [] : [line(m.course_tasks_drawn_right({}, told), gapNames(drawn, told)[gap] ?? '')]),
    ...(beginnings.length === 0 ? [] : [line(m.course_tasks_field_beginnings({}, told), beginnings.join(', '))]),
  ];
}

const words = (...all: readonly { name: string; text: string }[]) => all.filter(({ text }) => text !== '');

/** How many answers are taken, where that is not as many as somebody likes. */
const triesWords = ({ tries }: { tries?: number | null | undefined }, told: Told) =>
  (tries ?? null) === null ? [] : [{ name: '', text: m.courses_paper_tries({ count: tries ?? 0 }, told) }];

/**
 * What is right in a task, what an expert says and what is said of wrong choices: for whoever teaches.
 * @param task `onSheets`: the sheets of pupils are of this version @param names of a search alone
 */
export function paperAnswers(
  { id, body, onSheets }: { id: number; body: Task; onSheets: boolean },
  names: GoalNames | null,
  told: Told,
): PaperAnswers {
  const { locale } = told;
  switch (body.kind) {
    case 'search':
      return names === null
        ? { lines: [], words: [] }
        : {
            lines: goalLines(body.goal, names, told),
            words: [{ name: '', text: m.courses_goal_now({ count: names.now }, told) }],
          };
    case 'compare':
      return {
        lines: body.lines.map(({ label, right, why }) =>
          line(said(label, locale), sideName(right, told), said(why, locale)),
        ),
        words: words({ name: m.courses_expert({}, told), text: said(body.expert, locale) }),
      };
    case 'citation':
      return { lines: askedParts(body.work).map((part) => line(partName(part, told), body.work[part])), words: [] };
    case 'question':
      return {
        lines: questionLines(body.asked, { taskId: id, onSheets }, told),
        words: [...words({ name: m.courses_why({}, told), text: said(body.why, locale) }), ...triesWords(body, told)],
      };
    case 'bank': {
      const drawn = drawnOf(body, { taskId: id, learnerId: NOBODYS_DRAW }).map((at) => at + 1);
      const numbers = { draw: body.draw, count: body.questions.length, numbers: drawn.join(', ') };
      return {
        lines: body.questions.flatMap(({ prompt, asked, why }, at) => [
          line(`${m.learn_bank_nth({ nth: at + 1 }, told)} ${said(prompt, locale)}`, '', said(why, locale)),
          ...questionLines(asked, { taskId: questionSeed(id, at), onSheets }, told),
        ]),
        words: [
          // which of them stand on a sheet is told of the version that is printed alone
          ...(onSheets ? [{ name: '', text: m.courses_paper_bank(numbers, told) }] : []),
          ...triesWords(body, told),
        ],
      };
    }
    case 'reflect':
      return { lines: [], words: [{ name: '', text: m.learn_reflect_hint({ count: body.least }, told) }] };
    case 'shelf':
      return { lines: shelfLines(body.goal, told), words: [] };
    case 'reading':
      return { lines: body.books.map(({ title, why }) => line(title, '', said(why, locale))), words: [] };
    case 'discussion':
      return { lines: [], words: [{ name: '', text: m.course_tasks_discussion_note({}, told) }] };
    case 'assignment':
      return {
        lines: body.rubric.map(({ label, levels }) =>
          line(said(label, locale), levels.map((level) => said(level, locale)).join(OR)),
        ),
        words: [],
      };
    case 'practice':
      return { lines: [], words: [{ name: '', text: m.practice_paper_note({}, told) }] };
  }
}
