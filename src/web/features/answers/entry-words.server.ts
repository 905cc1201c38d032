import type { CheckReason } from '#modules/city/answers/client';
import { m } from '#i18n/messages';

const WHY: Record<CheckReason, () => string> = {
  never: m.answers_why_never,
  old: m.answers_why_old,
  voted_down: m.answers_why_voted_down,
};
/** Why an answer is to be checked again. */
export const whyWords = (why: CheckReason): string => WHY[why]();
