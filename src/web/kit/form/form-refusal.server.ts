import type { Ctx } from '#platform/context';
import { refusalOfClash } from '#platform/database/db-refusals';
import { AppError } from '#platform/errors';
import { explainError, explainFields } from '#platform/requests/problem';
import { SECRET_FIELD } from './form-key.ts';

export interface FormRefusal {
  /** The sentence over the form. */
  message: string;
  /** Sentence per field. */
  fields: Record<string, string>;
  /** What was typed, so that nothing is lost. */
  values: Record<string, string>;
  /** Set where it was refused only to ask about the library: what the form says when it is sent again, and the other way. */
  elsewhere?: AskedElsewhere;
}
/** The page was opened for one library, and another one is chosen by now. */
export interface AskedElsewhere {
  /** What the form carries when it is sent again as it is: it shall be booked where its page says. */
  carries: string;
  /** The chosen library. */
  chosen: { carries: string; name: string };
}

/** What a form sent, as text; files are left out. */
export function formValues(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === 'string') values[name] = value;
  return values;
}

/** The expected refusal that was thrown; anything else is a bug, or leads elsewhere, and is thrown on. */
export function refusalOf(thrown: unknown): AppError {
  const refusal = thrown instanceof AppError ? thrown : refusalOfClash(thrown);
  if (!refusal) throw thrown;
  return refusal;
}

/** What a page is told of a refusal. What was typed goes back to it without passwords, PINs and keys. */
export const explainRefusal = (
  refusal: AppError,
  ctx: Pick<Ctx, 'locale' | 'actor'>,
  values: Record<string, string>,
): FormRefusal => ({
  message: explainError(refusal, ctx.locale, ctx.actor.kind === 'member' ? 'own' : undefined),
  fields: explainFields(refusal, ctx.locale),
  values: Object.fromEntries(Object.entries(values).filter(([name]) => !SECRET_FIELD.test(name))),
});
