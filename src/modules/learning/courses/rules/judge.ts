import { foldedKey } from '#shared/text/fold';
import type { Outcome, TaskAnswer } from './outcome.ts';
import { tellsContact } from './posts.ts';
import { askedParts, shownRights } from './show-task.ts';
import { shownOrder } from './shuffle.ts';
import { said, type CitationTask, type CitedParts, type CompareTask, type QuestionTask, type Task } from './tasks.ts';

type Locale = 'id' | 'en';
type Of<K extends TaskAnswer['kind']> = Extract<TaskAnswer, { kind: K }>;

/** The same words, whatever their capitals, accents and signs; nothing is never the same as anything. */
const sameWords = (one: string, other: string): boolean => {
  const key = foldedKey(one);
  return key !== '' && key === foldedKey(other);
};
/** As far apart as numbers of a computer are that people read as the same: 3.6 − 3.5 is a little more than 0.1. */
const ROUNDING = 1e-9;
const isNear = (value: number, right: number, tolerance: number): boolean =>
  Math.abs(value - right) <= tolerance + ROUNDING * Math.max(1, Math.abs(right));
const all = (marks: readonly boolean[]): boolean => marks.length > 0 && marks.every(Boolean);

/** Whether an answer is one to that task at all: of its kind, and with as many parts as it asks. */
export function answers(task: Task, answer: TaskAnswer): boolean {
  if (task.kind === 'compare') return answer.kind === 'compare' && answer.lines.length === task.lines.length;
  if (task.kind === 'shelf') {
    if (answer.kind === 'gap_on_shelf') return task.goal.drawn.length > 0 && answer.gap <= task.goal.drawn.length;
    return answer.kind === 'shelf' && task.goal.beginnings.length > 0;
  }
  if (task.kind === 'assignment')
    return answer.kind === 'assignment' && (answer.text === '' || task.takes.includes('text'));
  if (task.kind === 'reading') return answer.kind === 'reading' && answer.seen.every((at) => at < task.books.length);
  if (task.kind !== 'question') return answer.kind === task.kind;
  const { asked } = task;
  if (answer.kind !== asked.form) return false;
  switch (answer.kind) {
    case 'one':
      return asked.form === 'one' && answer.choice < asked.options.length;
    case 'several':
      return asked.form === 'several' && answer.choices.every((at) => at < asked.options.length);
    case 'order':
      return asked.form === 'order' && answer.places.length === asked.items.length;
    case 'match':
      return asked.form === 'match' && answer.choices.length === asked.pairs.length;
    case 'gap':
      return asked.form === 'gap' && answer.texts.length === asked.gaps.length;
    default:
      return true;
  }
}

/** Agreeing in every line is right; whatever was said, what an expert says is told then. */
function judgeCompare(task: CompareTask, { lines }: Of<'compare'>, locale: Locale): Outcome {
  const judged = task.lines.map(({ right, why }, i) => ({ agrees: lines[i] === right, right, why: said(why, locale) }));
  return {
    kind: 'compare',
    right: all(judged.map(({ agrees }) => agrees)),
    lines: judged,
    expert: said(task.expert, locale),
  };
}

/** "Toer, Pramoedya Ananta" as "Pramoedya Ananta Toer": both name the same person. */
const turnedRound = (name: string): string => {
  const comma = name.indexOf(',');
  return comma === -1 ? name : `${name.slice(comma + 1)} ${name.slice(0, comma)}`;
};

function judgeCitation(task: CitationTask, { parts }: Of<'citation'>): Outcome {
  const asked = askedParts(task.work);
  const isRight = (part: keyof CitedParts): boolean =>
    !asked.includes(part) ||
    (part === 'author'
      ? sameWords(turnedRound(parts.author), turnedRound(task.work.author))
      : sameWords(parts[part], task.work[part]));
  const judged = {
    author: isRight('author'),
    year: isRight('year'),
    title: isRight('title'),
    place: isRight('place'),
    publisher: isRight('publisher'),
  };
  return { kind: 'citation', right: asked.every((part) => judged[part]), parts: judged };
}

/** Whether nothing else was given the same place. */
const isPlaceOfOne = (places: readonly number[], at: number): boolean =>
  places.every((place, other) => other === at || place !== places[at]);

/** All right ones and no other. */
const choosesAll = (asked: QuestionTask['asked'], answer: TaskAnswer): boolean =>
  asked.form !== 'several' ||
  (answer.kind === 'several' && asked.options.every(({ right }, at) => answer.choices.includes(at) === right));

function marksOf({ asked }: QuestionTask, answer: TaskAnswer, taskId: number): boolean[] {
  switch (asked.form) {
    case 'one':
      return answer.kind === 'one' ? [asked.options[answer.choice]?.right === true] : [];
    case 'several':
      return answer.kind === 'several'
        ? // of what was not chosen nothing is told: one empty answer would give it all away
          asked.options.map(({ right }, at) => !answer.choices.includes(at) || right)
        : [];
    case 'order': {
      const shown = shownOrder(asked.items.length, taskId);
      // two that read the same may change places
      const wordsAt = (at: number | undefined): string | undefined => asked.items[at ?? -1]?.id;
      return answer.kind === 'order'
        ? shown.map((at, i) => wordsAt(at) === wordsAt((answer.places[i] ?? 0) - 1) && isPlaceOfOne(answer.places, i))
        : [];
    }
    case 'match': {
      const shown = shownRights(asked.pairs, taskId);
      const chosen = (i: number): string | undefined =>
        answer.kind === 'match' ? asked.pairs[shown[answer.choices[i] ?? -1] ?? -1]?.right.id : undefined;
      return answer.kind === 'match' ? asked.pairs.map(({ right }, i) => chosen(i) === right.id) : [];
    }
    case 'number':
      return answer.kind === 'number' ? [isNear(answer.value, asked.right, asked.tolerance)] : [];
    case 'short':
      return answer.kind === 'short' ? [asked.accepted.some((form) => sameWords(form, answer.text))] : [];
    case 'gap':
      return answer.kind === 'gap'
        ? asked.gaps.map((accepted, i) => accepted.some((form) => sameWords(form, answer.texts[i] ?? '')))
        : [];
  }
}

/** What is said of the options that were chosen. */
export function feedbackOf({ asked }: QuestionTask, answer: TaskAnswer, locale: Locale): string[] {
  if (asked.form !== 'one' && asked.form !== 'several') return [];
  const chosen = answer.kind === 'one' ? [answer.choice] : answer.kind === 'several' ? answer.choices : [];
  return chosen.flatMap((at) => {
    const option = asked.options[at];
    const words = option ? said(option.feedback, locale) : '';
    return words === '' ? [] : [words];
  });
}

/**
 * Judges an answer to any task but those that the catalogue judges (searching, the shelf) and practice, which the practice space does. The answer is
 * one to the task ({@link answers}).
 */
export function judgeAnswer(
  task: Exclude<Task, { kind: 'search' | 'shelf' | 'practice' }>,
  answer: TaskAnswer,
  { taskId, locale }: { taskId: number; locale: Locale },
): Outcome {
  if (task.kind === 'compare' && answer.kind === 'compare') return judgeCompare(task, answer, locale);
  if (task.kind === 'citation' && answer.kind === 'citation') return judgeCitation(task, answer);
  if (task.kind === 'reflect' && answer.kind === 'reflect') {
    const missing = Math.max(0, task.least - [...answer.text.trim()].length);
    return { kind: 'reflect', right: missing === 0, missing };
  }
  if (task.kind === 'reading' && answer.kind === 'reading') return { kind: 'reading', right: answer.seen.length > 0 };
  if (task.kind === 'discussion' && answer.kind === 'discussion') {
    const contact = tellsContact(answer.text);
    return { kind: 'discussion', right: !contact, contact };
  }
  if (task.kind === 'assignment') return { kind: 'assignment', right: true };
  if (task.kind !== 'question') return { kind: 'question', right: false, marks: [], feedback: [], why: '' };
  const marks = marksOf(task, answer, taskId);
  const right = all(marks) && choosesAll(task.asked, answer);
  return {
    ...{ kind: 'question', right, marks, feedback: feedbackOf(task, answer, locale) },
    why: right ? said(task.why, locale) : '',
  };
}
