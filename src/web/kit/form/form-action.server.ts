import { fail, redirect, type ActionFailure, type Cookies, type RequestEvent } from '@sveltejs/kit';
import type { Ctx } from '#platform/context';
import type { AppError } from '#platform/errors';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { explainRefusal, formValues, refusalOf, type FormRefusal } from './form-refusal.server.ts';
import { askedOf, askElsewhere } from './elsewhere.server.ts';
import { readUpload } from './read-upload.server.ts';

/** What the work of an action is given. */
export interface Sent<E extends RequestEvent = RequestEvent> {
  event: E;
  ctx: Ctx;
  services: App.Locals['services'];
  params: E['params'];
  url: URL;
  cookies: Cookies;
  /** What was typed, by the names of the fields; files are left out. */
  values: Record<string, string>;
  /** The form as it came, for files and for fields that come several times. */
  data: FormData;
}

/** What is known of a form that was refused. */
export interface RefusedForm extends Pick<Sent, 'ctx' | 'values' | 'data' | 'url' | 'params'> {
  error: AppError;
}

export interface FormAbout {
  /** Name of the form on a page with several: a refusal carries it (`form-of.ts` shows it there). */
  form?: string;
  /** Field of the file that the form carries; one that is too large is refused there. */
  upload?: string;
  /** False: what was typed is not shown again. Passwords, PINs and keys never are. */
  keeps?: boolean;
  /** True: it is the same at whichever library somebody works, so that nobody is asked about the one of the page. */
  anywhere?: boolean;
  /** What the page is told of a refusal instead of {@link FormRefusal}. */
  refused?: (refusal: FormRefusal, form: RefusedForm) => object | Promise<object>;
}

class Done {
  readonly said: string | null;
  readonly to: string;
  constructor(said: string | null, to: string) {
    this.said = said;
    this.to = to;
  }
}

/**
 * It is done: where to go, and what is said there (null = nothing).
 * @param to a path of ours, or what follows the page's own (`#sesi`, `?tampil=open`)
 */
export const done = (said: string | null, to: string): Done => new Done(said, to);

/** A refusal that is no {@link AppError}: an answer of a page's own with a status. */
export const refusedWith = <T>(status: number, data: T): ActionFailure<T> => fail(status, data);

/** What an action does. */
export type FormWork<E extends RequestEvent, R> = (sent: Sent<E>) => Promise<R>;
/** What stays for the page to show. */
type Shown<R> = Exclude<R, string | Done | null | undefined | void>;
/** The action itself. */
export type FormAction<E, R, F> = (event: E) => Promise<Shown<R> | ActionFailure<F>>;

const isShown = <R>(result: R): result is R & Shown<R> =>
  typeof result === 'object' && result !== null && !(result instanceof Done);

/** Leads on, with a sentence; a sentence alone is said on the page itself, and so is nothing. */
function leadOn({ cookies, url }: Pick<RequestEvent, 'cookies' | 'url'>, result: unknown): never {
  const { said, to } = result instanceof Done ? result : { said: typeof result === 'string' ? result : null, to: '' };
  if (said !== null) setFlash(cookies, 'ok', said);
  redirect(303, to.startsWith('/') ? localizeHref(to) : url.pathname + to);
}

/**
 * A form action of a page. `work` answers with what is said on the page itself (a sentence), with {@link done} to lead elsewhere, with
 * nothing to show the page again, or with what the page shows as its `form`. An expected refusal goes back to the page with what was
 * typed, a sentence for the top and sentences at the fields; redirects and bugs pass through.
 *
 * `save: formAction(async ({ ctx, values }) => { await saveRoom(ctx, roomOf(values)); return m.saved(); })`
 */
export function formAction<E extends RequestEvent, R>(work: FormWork<E, R>): FormAction<E, R, FormRefusal>;
export function formAction<E extends RequestEvent, R, F extends object>(
  about: FormAbout & { refused: (refusal: FormRefusal, form: RefusedForm) => F | Promise<F> },
  work: FormWork<E, R>,
): FormAction<E, R, F>;
export function formAction<E extends RequestEvent, R>(
  about: FormAbout & { form: string },
  work: FormWork<E, R>,
): FormAction<E, R, FormRefusal & { form: string }>;
export function formAction<E extends RequestEvent, R>(
  about: FormAbout,
  work: FormWork<E, R>,
): FormAction<E, R, FormRefusal>;
export function formAction<E extends RequestEvent, R>(
  first: FormAbout | FormWork<E, R>,
  second?: FormWork<E, R>,
): FormAction<E, R, object> {
  const [about, work] = typeof first === 'function' ? [{}, first] : [first, second];
  if (!work) throw new TypeError('an action without work');
  return async (event) => {
    const { request, params, url, cookies } = event;
    const { ctx, services } = event.locals;
    let data = about.upload === undefined ? await request.formData() : new FormData();
    let result: R;
    try {
      if (about.upload !== undefined) data = await readUpload(request, about.upload);
      const asks = about.anywhere ? null : askElsewhere(event.locals);
      if (asks) throw asks;
      result = await work({ event, ctx, services, params, url, cookies, values: formValues(data), data });
    } catch (thrown) {
      const error = refusalOf(thrown);
      const values = formValues(data);
      const refusal = {
        ...explainRefusal(error, ctx, about.keeps === false ? {} : values),
        ...askedOf(event.locals),
      };
      const told = about.refused
        ? await about.refused(refusal, { error, ctx, values, data, url, params })
        : { ...refusal, ...(about.form === undefined ? {} : { form: about.form }) };
      // whatever a page makes of a refusal: how it was asked about the library goes back with it, and the form can be sent again
      return fail(error.status, { ...told, ...askedOf(event.locals) });
    }
    return isShown(result) ? result : leadOn(event, result);
  };
}
