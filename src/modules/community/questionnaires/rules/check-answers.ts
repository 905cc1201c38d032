import { askedQuestions } from './flow.ts';
import type { Answer, Answers, Question } from './content.ts';

export const TEXT_LIMIT = 4000;

export interface Checked {
  /** What is kept. */
  answers: Answers;
  /** Question id (of a matrix `id.row`) → reason. */
  faults: Record<string, string>;
}

/**
 * Checks what came in, question by question in their order, since conditions look back. Unknown ids and answers to questions that are
 * not asked are left out.
 * @param within only the questions of these ids may be refused for being empty (a page of the form); left out: all
 */
export function checkAnswers(
  questions: readonly Question[],
  given: Readonly<Record<string, unknown>>,
  within?: ReadonlySet<string>,
): Checked {
  const answers: Answers = {};
  const faults: Record<string, string> = {};
  for (const question of questions) {
    if (question.kind === 'section') continue;
    const asked = askedQuestions(questions, answers).some(({ id }) => id === question.id);
    if (!asked) continue;
    const read = readAnswer(question, given[question.id]);
    if (read.fault !== null) faults[question.id] = read.fault;
    if (read.answer !== null) answers[question.id] = read.answer;
    const needed = question.required && (within === undefined || within.has(question.id));
    if (!needed || read.fault !== null) continue;
    if (question.kind === 'matrix') {
      const filled = typeof read.answer === 'object' && read.answer !== null ? Object.keys(read.answer) : [];
      for (const { id } of question.rows) if (!filled.includes(id)) faults[`${question.id}.${id}`] = 'required';
    } else if (read.answer === null) faults[question.id] = 'required';
  }
  return { answers, faults };
}

interface Read {
  answer: Answer | null;
  fault: string | null;
}
const kept = (answer: Answer): Read => ({ answer, fault: null });
const empty: Read = { answer: null, fault: null };
const wrong = (fault = 'invalid'): Read => ({ answer: null, fault });

function readAnswer(question: Question, given: unknown): Read {
  if (given === undefined || given === null || given === '') return empty;
  switch (question.kind) {
    case 'section':
      return empty;
    case 'single':
    case 'likert':
      return typeof given === 'string' && hasOption(question, given) ? kept(given) : wrong();
    case 'multiple':
      return readSeveral(question, given);
    case 'matrix':
      return readRows(question, given);
    case 'number':
      return readNumber(given, question.min, question.max, false);
    case 'rating':
      return readNumber(given, 1, question.max ?? 5, true);
    case 'text':
      return readText(given);
    case 'date':
      return typeof given === 'string' && isDay(given) ? kept(given) : wrong();
    case 'file':
      return typeof given === 'string' && given.length <= 200 ? kept(given) : wrong();
  }
}

const hasOption = (question: Question, value: string): boolean =>
  question.options.some((option) => option.value === value);

function readSeveral(question: Question, given: unknown): Read {
  const values: unknown[] = Array.isArray(given) ? given : [given];
  const chosen = values.filter((value): value is string => typeof value === 'string' && hasOption(question, value));
  if (chosen.length < values.length) return wrong();
  return chosen.length === 0 ? empty : kept([...new Set(chosen)]);
}

function readRows(question: Question, given: unknown): Read {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return wrong();
  const rows: Record<string, string> = {};
  for (const [row, value] of Object.entries(given)) {
    if (value === '' || value === null) continue;
    const known = question.rows.some(({ id }) => id === row);
    if (!known || typeof value !== 'string' || !hasOption(question, value)) return wrong();
    rows[row] = value;
  }
  return Object.keys(rows).length === 0 ? empty : kept(rows);
}

/** A number as people type it: `1.234,5` is not guessed at, a decimal comma is understood. */
function readNumber(given: unknown, min: number | null, max: number | null, whole: boolean): Read {
  const text = typeof given === 'number' ? String(given) : typeof given === 'string' ? given.trim() : '';
  if (text === '') return typeof given === 'string' ? empty : wrong();
  if (!/^-?\d+([.,]\d+)?$/.test(text)) return wrong();
  const value = Number(text.replace(',', '.'));
  if (whole && !Number.isInteger(value)) return wrong();
  if ((min !== null && value < min) || (max !== null && value > max)) return wrong('quest_out_of_range');
  return kept(value);
}

function readText(given: unknown): Read {
  if (typeof given !== 'string') return wrong();
  const text = given.trim();
  if (text === '') return empty;
  return text.length > TEXT_LIMIT ? wrong('too_long') : kept(text);
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
