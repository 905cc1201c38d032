import { foldedKey } from '#shared/text/fold';
import { questionSeed } from './bank.ts';
import type { Outcome, QuestionOutcome, TaskAnswer } from './outcome.ts';
import { tellsContact } from './posts.ts';
import { askedParts, shownRights } from './show-task.ts';
import { shownOrder } from './shuffle.ts';
import {
  said,
  type Asked,
  type BankTask,
  type CitationTask,
  type CitedParts,
  type CompareTask,
  type Question,
  type Task,
} from './tasks.ts';

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
  if (task.kind === 'bank') return answer.kind === 'bank' && answersBank(task, answer);
  if (task.kind !== 'question') return answer.kind === task.kind;
  return answersQuestion(task.asked, answer);
}

/** Each question once, with an answer to it or none. */
const answersBank = ({ questions, draw }: BankTask, { answers: all }: Of<'bank'>): boolean =>
  all.length === draw &&
  new Set(all.map(({ question }) => question)).size === draw &&
  all.every(({ question, said: one }) => {
    const own = questions[question];
    return own !== undefined && (one === null || answersQuestion(own.asked, one));
  });

/** Whether an answer has the form of a question, and as many parts. */
function answersQuestion(asked: Asked, answer: TaskAnswer): boolean {
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
const choosesAll = (asked: Asked, answer: TaskAnswer): boolean =>
  asked.form !== 'several' ||
  (answer.kind === 'several' && asked.options.every(({ right }, at) => answer.choices.includes(at) === right));

function marksOf(asked: Asked, answer: TaskAnswer, seed: number): boolean[] {
  switch (asked.form) {
    case 'one':
      return answer.kind === 'one' ? [asked.options[answer.choice]?.right === true] : [];
    case 'several':
      return answer.kind === 'several'
        ? // of what was not chosen nothing is told: one empty answer would give it all away
          asked.options.map(({ right }, at) => !answer.choices.includes(at) || right)
        : [];
    case 'order': {
      const shown = shownOrder(asked.items.length, seed);
      // two that read the same may change places
      const wordsAt = (at: number | undefined): string | undefined => asked.items[at ?? -1]?.id;
      return answer.kind === 'order'
        ? shown.map((at, i) => wordsAt(at) === wordsAt((answer.places[i] ?? 0) - 1) && isPlaceOfOne(answer.places, i))
        : [];
    }
    case 'match': {
      const shown = shownRights(asked.pairs, seed);
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
export function feedbackOf(asked: Asked, answer: TaskAnswer, locale: Locale): string[] {
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
  about: { taskId: number; locale: Locale },
): Outcome {
  const { taskId, locale } = about;
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
  if (task.kind === 'bank') {
    const questions = answer.kind === 'bank' ? answer.answers.flatMap((one) => judgeOfBank(task, one, about)) : [];
    return { kind: 'bank', right: all(questions.map(({ right }) => right)), questions };
  }
  if (task.kind !== 'question')
    return { kind: 'question', right: false, marks: [], feedback: [], why: '', solution: [] };
  return { kind: 'question', ...judgeQuestion(task, answer, { seed: taskId, locale }) };
}

/** What comes of an answer to a question. @param about `seed`: by what its order is mixed */
function judgeQuestion(
  { asked, why }: Question,
  answer: TaskAnswer,
  { seed, locale }: { seed: number; locale: Locale },
): QuestionOutcome {
  const marks = marksOf(asked, answer, seed);
  const right = all(marks) && choosesAll(asked, answer);
  return {
    ...{ right, marks, feedback: feedbackOf(asked, answer, locale), solution: [] },
    why: right ? said(why, locale) : '',
  };
}

const LEFT_OPEN: QuestionOutcome = { right: false, marks: [], feedback: [], why: '', solution: [] };

function judgeOfBank(
  { questions }: BankTask,
  { question, said: answer }: Of<'bank'>['answers'][number],
  { taskId, locale }: { taskId: number; locale: Locale },
): ({ question: number } & QuestionOutcome)[] {
  const own = questions[question];
  if (!own) return [];
  const seed = questionSeed(taskId, question);
  return [{ question, ...(answer ? judgeQuestion(own, answer, { seed, locale }) : LEFT_OPEN) }];
}
