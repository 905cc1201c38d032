import type { ShownItem } from '#modules/learning/course-tests/client';
import type { AnswersInput } from '#modules/learning/course-tests';
import type { ShownQuestion, TaskAnswer } from '#modules/learning/courses/client';
import type { Locale } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { numberOf } from '#web/kit/form/read-fields.server.ts';
import { givenFields } from '../read-answer.server.ts';

type Values = Readonly<Record<string, string | undefined>>;

/** By which the fields of an item are known among those of all: `i12.choice`. */
const fieldOf = (itemId: number, name: string): string => `i${String(itemId)}.${name}`;

/** The number that a field says; null: nothing was chosen. */
function placeIn(values: Values, field: string, n: number): number | null {
  const text = values[field] ?? '';
  if (text === '') return null;
  const at = Number(text);
  if (!Number.isInteger(at) || at < 0 || at >= n) throw platformErrors.invalidInput({}, { [field]: 'invalid' });
  return at;
}

const isEmpty = (all: readonly (number | null)[]): boolean => all.every((one) => one === null);

/** What somebody answers to one item; null: nothing. A part that was left open is none of the right ones. */
function answerTo(asked: ShownQuestion, at: (name: string) => string, values: Values): TaskAnswer | null {
  switch (asked.form) {
    case 'one': {
      const choice = placeIn(values, at('choice'), asked.options.length);
      return choice === null ? null : { kind: 'one', choice };
    }
    case 'several': {
      const choices = asked.options.flatMap((_, i) => (values[at(`c${String(i)}`)] ? [i] : []));
      return choices.length === 0 ? null : { kind: 'several', choices };
    }
    case 'order': {
      const places = asked.items.map((_, i) => placeIn(values, at(`p${String(i)}`), asked.items.length));
      // 0: no place was chosen, as places count from 1
      return isEmpty(places) ? null : { kind: 'order', places: places.map((place) => (place ?? -1) + 1) };
    }
    case 'match': {
      const choices = asked.lefts.map((_, i) => placeIn(values, at(`m${String(i)}`), asked.rights.length));
      return isEmpty(choices)
        ? null
        : { kind: 'match', choices: choices.map((choice) => choice ?? asked.rights.length) };
    }
    case 'number': {
      const value = numberOf(values, at('value'));
      return value === null ? null : { kind: 'number', value };
    }
    case 'short': {
      const text = values[at('text')] ?? '';
      return text.trim() === '' ? null : { kind: 'short', text };
    }
    case 'gap': {
      const texts = asked.pieces.slice(1).map((_, i) => values[at(`g${String(i)}`)] ?? '');
      return texts.every((text) => text.trim() === '') ? null : { kind: 'gap', texts };
    }
  }
}

/** What a form of a test says to its items; what was left open is not among them. Throws refusals at fields that say nothing readable. */
export const answersIn = (items: readonly ShownItem[], values: Values): AnswersInput =>
  items.flatMap(({ id, asked }) => {
    const answer = answerTo(asked, (name) => fieldOf(id, name), values);
    return answer === null ? [] : [{ itemId: id, answer }];
  });

/** What was kept, by the names of the fields in which it stands. */
export const keptFields = (items: readonly ShownItem[], locale: Locale): Record<string, string> =>
  Object.fromEntries(
    items.flatMap(({ id, answer }) =>
      Object.entries(givenFields(answer, locale)).map(([name, value]) => [fieldOf(id, name), value]),
    ),
  );
