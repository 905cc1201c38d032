import { DECISIONS, MOVES, type Decision, type Move } from '#modules/city/mailings/client';
import { m } from '#i18n/messages';
import { platformErrors } from '#platform/errors';
import { choiceIn } from '#web/kit/form/read-fields.server.ts';

type Values = Readonly<Record<string, string | undefined>>;

const ID = /^\d{1,15}$/;

/** What a form says about mails in doubt. Throws a refusal at the field for what is no list of ids. */
export function decisionIn(values: Values): { ids: number[]; decision: Decision } {
  const ids = (values.ids ?? '').split(',').map((text) => text.trim());
  if (!ids.every((text) => ID.test(text))) throw platformErrors.invalidInput({}, { ids: 'invalid' });
  return { ids: ids.map(Number), decision: choiceIn(values, 'decision', DECISIONS) };
}

/** What is said when that was done. */
export const decidedWords = (decision: Decision): string =>
  decision === 'send_again' ? m.mailings_decided_again() : m.mailings_decided_sent();

/** Which way a form moves a letter. */
export const moveIn = (values: Values): Move => choiceIn(values, 'move', MOVES);

const MOVED: Record<Move, () => string> = {
  pause: m.mailings_paused_said,
  resume: m.mailings_resumed_said,
  cancel: m.mailings_cancelled_said,
};
/** What is said when it was moved. */
export const movedWords = (move: Move): string => MOVED[move]();
