import type { CommitmentInput, MeetingInput } from '#modules/city/partners';
import { DUTY_SIDES } from '#modules/city/partners/client';
import { choiceIn, idOrNull, idsIn, minuteIn } from '#web/kit/form/read-fields.server.ts';
import { dayOrNull } from '../partner-form.server.ts';

type Values = Readonly<Record<string, string | undefined>>;

/** Who is ticked on a form of a meeting. */
export const guestsOf = (data: FormData) => ({
  accountIds: idsIn(data, 'accountIds'),
  personIds: idsIn(data, 'personIds'),
});

/** What a form of a meeting says. Throws refusals at the field of the time. */
export const meetingOf = (values: Values, data: FormData): MeetingInput => ({
  title: values.title ?? '',
  onDay: values.onDay ?? '',
  atMinute: values.time?.trim() ? minuteIn(values, 'time') : null,
  place: values.place ?? '',
  link: values.link?.trim() ?? '',
  agenda: values.agenda ?? '',
  ...guestsOf(data),
});

/** What a form of a commitment says. Of the two who could see to it that of its side counts. */
export function commitmentOf(values: Values): CommitmentInput {
  const side = choiceIn(values, 'side', DUTY_SIDES);
  return {
    ...{ side, text: values.text ?? '', dueOn: dayOrNull(values, 'dueOn') },
    accountId: side === 'ours' ? idOrNull(values, 'accountId') : null,
    personId: side === 'theirs' ? idOrNull(values, 'personId') : null,
  };
}
