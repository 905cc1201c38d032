import type { Content, Question } from '#modules/community/questionnaires/client';
import { m } from '#i18n/messages';

/** When a question is asked, in words; null = always. */
export function conditionWords({ questions }: Content, { when }: Question): string | null {
  if (!when) return null;
  const asked = questions.find(({ id }) => id === when.question);
  const question = asked?.label.id ?? when.question;
  const values = when.values
    .map((value) => asked?.options.find((one) => one.value === value)?.label.id ?? value)
    .join(', ');
  switch (when.is) {
    case 'any_of':
      return m.quest_when_any({ question, values });
    case 'none_of':
      return m.quest_when_none({ question, values });
    case 'at_least':
      return m.quest_when_at_least({ question, values });
    case 'at_most':
      return m.quest_when_at_most({ question, values });
  }
}
