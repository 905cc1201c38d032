import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { Ctx } from '#platform/context';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm, type FormRefusal } from './form-refusal.server.ts';

/**
 * Carries out one of the several forms of a page: what `work` answers is said on the page `back`, or where it leads; a refusal comes back with what was typed
 * and the name of its form (`form-of.ts` shows it there). Forms of a desk, which know their library, use `desk/desk-form.server.ts`.
 */
export async function namedForm(
  { locals: { ctx }, request, cookies }: Pick<RequestEvent, 'locals' | 'request' | 'cookies'>,
  about: { form: string; back: string },
  work: (ctx: Ctx, values: Record<string, string>, data: FormData) => Promise<string | { said: string; to: string }>,
): Promise<ActionFailure<FormRefusal & { form: string }>> {
  const data = await request.formData();
  const values = formValues(data);
  let done: string | { said: string; to: string };
  try {
    done = await work(ctx, values, data);
  } catch (error) {
    const refusal = refuseForm(error, ctx, values);
    return fail(refusal.status, { ...refusal.data, form: about.form });
  }
  const { said, to } = typeof done === 'string' ? { said: done, to: about.back } : done;
  setFlash(cookies, 'ok', said);
  return redirect(303, to);
}
