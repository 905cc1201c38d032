import type { RequestEvent } from '@sveltejs/kit';
import type { PermissionCode } from '#platform/rights/permissions';
import {
  formAction,
  type FormAbout,
  type FormAction,
  type RefusedForm,
  type Sent,
} from '#web/kit/form/form-action.server.ts';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { findDesk, type Desk } from './desk-library.server.ts';

interface AtDesk extends FormAbout {
  /** Which desk: one where the account may do one of these (`desk-library.server.ts`). */
  needs?: readonly PermissionCode[];
}
/** What the work is given: the context has the desk's library. */
type DeskWork<E extends RequestEvent, R> = (sent: Omit<Sent<E>, 'ctx'> & Desk) => Promise<R>;

/** A form action (`form-action.server.ts`) that is carried out for the library of the desk. */
export function deskAction<E extends RequestEvent, R, F extends object>(
  about: AtDesk & { refused: (refusal: FormRefusal, form: RefusedForm) => F | Promise<F> },
  work: DeskWork<E, R>,
): FormAction<E, R, F>;
export function deskAction<E extends RequestEvent, R>(
  about: AtDesk & { form: string },
  work: DeskWork<E, R>,
): FormAction<E, R, FormRefusal & { form: string }>;
export function deskAction<E extends RequestEvent, R>(
  about: AtDesk,
  work: DeskWork<E, R>,
): FormAction<E, R, FormRefusal>;
export function deskAction<E extends RequestEvent, R>(about: AtDesk, work: DeskWork<E, R>): FormAction<E, R, object> {
  return formAction(about, async (sent: Sent<E>) => work({ ...sent, ...(await findDesk(sent.ctx, about.needs)) }));
}
