import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { PermissionCode } from '#platform/permissions';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm, type FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { findDesk, type Desk } from './desk-library.server.ts';

/** What is said when it is done, and where that leads when not back to the page. */
interface DeskAnswer {
  said: string;
  to?: string;
}
/** What a form does, with what was typed. */
export type DeskWork = (desk: Desk, values: Record<string, string>) => Promise<string | DeskAnswer>;

/**
 * Carries out one of the several forms of a desk's page: what was done is said on the page that follows; a refusal comes back with what
 * was typed and the name of its form (`form-of.ts` shows it there).
 */
export async function deskForm(
  { locals, cookies, request }: Pick<RequestEvent, 'locals' | 'cookies' | 'request'>,
  about: {
    form: string;
    needs: readonly PermissionCode[];
    back: string | ((values: Record<string, string>) => string);
  },
  work: DeskWork,
): Promise<ActionFailure<FormRefusal & { form: string }>> {
  const values = formValues(await request.formData());
  let answer: DeskAnswer;
  try {
    const done = await work(await findDesk(locals.ctx, cookies, about.needs), values);
    answer = typeof done === 'string' ? { said: done } : done;
  } catch (error) {
    const refusal = refuseForm(error, locals.ctx, values);
    return fail(refusal.status, { ...refusal.data, form: about.form });
  }
  setFlash(cookies, 'ok', answer.said);
  const back = typeof about.back === 'string' ? about.back : about.back(values);
  return redirect(303, localizeHref(answer.to ?? back));
}
