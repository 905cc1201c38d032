import { fail, type ActionFailure } from '@sveltejs/kit';
import type { Ctx } from '#platform/context';
import { refusalOfClash } from '#platform/db-refusals';
import { AppError } from '#platform/errors';
import { explainError, explainFields } from '#platform/problem';

export interface FormRefusal {
  /** The sentence over the form. */
  message: string;
  /** Sentence per field. */
  fields: Record<string, string>;
  /** What was typed, so that nothing is lost. */
  values: Record<string, string>;
}

/** What a form sent, as text; files are left out. */
export function formValues(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === 'string') values[name] = value;
  return values;
}

/**
 * Turns an expected refusal of a use case into the answer of a form action; anything else is a bug and thrown on.
 * `catch (error) { return refuseForm(error, locals.ctx, values); }`
 */
export function refuseForm(
  error: unknown,
  ctx: Pick<Ctx, 'locale'> & Partial<Pick<Ctx, 'actor'>>,
  values: Record<string, string>,
): ActionFailure<FormRefusal> {
  const refusal = error instanceof AppError ? error : refusalOfClash(error);
  if (!refusal) throw error;
  return fail(refusal.status, {
    message: explainError(refusal, ctx.locale, ctx.actor?.kind === 'member' ? 'own' : undefined),
    fields: explainFields(refusal, ctx.locale),
    values,
  });
}
