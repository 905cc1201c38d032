import {
  SIDES,
  type QuestionAnswer,
  type ShownQuestion,
  type ShownTask,
  type TaskAnswer,
} from '#modules/learning/courses/client';
import type { Locale } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { choiceIn, numberOf } from '#web/kit/form/read-fields.server.ts';
import { searchIn, usedFilters } from './task-search.server.ts';

type Values = Readonly<Record<string, string | undefined>>;

/** Which of the numbers 0 … n − 1 a field says. Throws a refusal at the field for anything else. */
const placeIn = (values: Values, field: string, n: number): number =>
  Number(
    choiceIn(
      values,
      field,
      Array.from({ length: n }, (_, i) => String(i)),
    ),
  );

/** @param prefix before the names of its fields: one of several of a bank */
function answerTo(asked: ShownQuestion, values: Values, prefix = ''): QuestionAnswer {
  const at = (name: string, i?: number): string => `${prefix}${name}${i === undefined ? '' : String(i)}`;
  switch (asked.form) {
    case 'one':
      return { kind: 'one', choice: placeIn(values, at('choice'), asked.options.length) };
    case 'several':
      return { kind: 'several', choices: asked.options.flatMap((_, i) => (values[at('c', i)] ? [i] : [])) };
    case 'order':
      return { kind: 'order', places: asked.items.map((_, i) => placeIn(values, at('p', i), asked.items.length) + 1) };
    case 'match':
      return { kind: 'match', choices: asked.lefts.map((_, i) => placeIn(values, at('m', i), asked.rights.length)) };
    case 'number': {
      const value = numberOf(values, at('value'));
      if (value === null) throw platformErrors.invalidInput({}, { [at('value')]: 'required' });
      return { kind: 'number', value };
    }
    case 'short':
      return { kind: 'short', text: values[at('text')] ?? '' };
    case 'gap':
      return { kind: 'gap', texts: asked.pieces.slice(1).map((_, i) => values[at('g', i)] ?? '') };
  }
}

/** Before the names of the fields of a question of a bank. */
const ofBank = (number: number): string => `q${String(number)}-`;

/** What somebody answers to a task. Throws refusals at the fields that are missing. */
export function answerOf(task: ShownTask, values: Values, data: FormData): TaskAnswer {
  switch (task.kind) {
    case 'search': {
      const search = searchIn(data);
      return {
        ...{ kind: 'search', bibIds: search.chosen, used: usedFilters(search) },
        ...(task.near !== null && { near: search.near }),
      };
    }
    case 'compare':
      return {
        kind: 'compare',
        lines: task.lines.map((_, i) => choiceIn(values, `l${String(i)}`, SIDES)),
        reason: values.reason ?? '',
      };
    case 'citation': {
      const { author = '', year = '', title = '', place = '', publisher = '' } = values;
      return { kind: 'citation', parts: { author, year, title, place, publisher } };
    }
    case 'question':
      return answerTo(task.asked, values);
    case 'bank':
      return {
        kind: 'bank',
        answers: task.questions.map(({ number, asked }) => ({
          question: number,
          said: answerTo(asked, values, ofBank(number)),
        })),
      };
    case 'reflect':
    case 'discussion':
    case 'assignment':
      return { kind: task.kind, text: values.text ?? '' };
    case 'shelf': {
      const code = values.code?.trim() ?? '';
      // who types a code has gone to the shelf, whatever is marked on the drawing
      if (task.onFoot && (code !== '' || task.drawn.length === 0)) return { kind: 'shelf', code };
      return { kind: 'gap_on_shelf', gap: placeIn(values, 'gap', task.drawn.length + 1) };
    }
    case 'reading':
      return { kind: 'reading', seen: task.books.flatMap((_, i) => (values[`b${String(i)}`] ? [i] : [])) };
    case 'practice':
      return { kind: 'practice' };
  }
}

const named = (letter: string, values: readonly (string | number)[]): Record<string, string> =>
  Object.fromEntries(values.map((value, i) => [letter + String(i), String(value)]));

/** What was answered before, by the names of the fields in which it stands. */
export function givenFields(answer: TaskAnswer | null, locale: Locale): Record<string, string> {
  switch (answer?.kind) {
    case 'compare':
      return { ...named('l', answer.lines), reason: answer.reason };
    case 'citation':
      return { ...answer.parts };
    case 'one':
      return { choice: String(answer.choice) };
    case 'several':
      return Object.fromEntries(answer.choices.map((at) => [`c${String(at)}`, 'on']));
    case 'order':
      return named(
        'p',
        answer.places.map((place) => place - 1),
      );
    case 'match':
      return named('m', answer.choices);
    case 'number':
      return { value: locale === 'id' ? String(answer.value).replace('.', ',') : String(answer.value) };
    case 'short':
    case 'reflect':
    case 'discussion':
    case 'assignment':
      return { text: answer.text };
    case 'shelf':
      return { code: answer.code };
    case 'gap_on_shelf':
      return { gap: String(answer.gap) };
    case 'reading':
      return Object.fromEntries(answer.seen.map((at) => [`b${String(at)}`, 'on']));
    case 'gap':
      return named('g', answer.texts);
    case 'bank':
      return Object.fromEntries(
        answer.answers.flatMap(({ question, said }) =>
          Object.entries(givenFields(said, locale)).map(([name, value]) => [ofBank(question) + name, value]),
        ),
      );
    case 'search':
    case 'practice':
    case undefined:
      return {};
  }
}
