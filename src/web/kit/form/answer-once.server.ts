import type { RequestEvent } from '@sveltejs/kit';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { answerOfForm, noteFormAnswer, releaseForm, type FormAnswer } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { flashCookie } from '#web/kit/parts/flash.server.ts';
import { FORM_KEY, KEPT_FORM } from '#web/kit/form/form-key.ts';
import { LIBRARY_FIELD, readCarried } from '#web/kit/form/page-library.ts';
import { dropKept } from '#web/kit/form/keep-typed.server.ts';
import { settleLibrary } from '#web/kit/frame/staff/working-library.server.ts';
import { isPage } from '#web/kit/frame/route-access.server.ts';
import { wantsJson } from '#web/kit/answers/wants-json.ts';

/** What tells a form from every other: who sends it, where to, the key that its page gave it, and all that it says. */
async function formIdentity({ actor }: Ctx, url: URL, key: string, data: FormData): Promise<string> {
  const hash = createHash('sha256');
  const say = (text: string): unknown => hash.update(`${text.length}:${text}`);
  say('id' in actor ? `${actor.kind} ${actor.id}` : actor.kind);
  say(url.pathname + url.search);
  say(key);
  for (const [name, value] of data) {
    say(name);
    if (typeof value === 'string') say(value);
    else {
      // what is in it: of a file that is sent again nothing else is sure to be the same, and a corrected one may be as long
      say(`${value.name} ${value.size}`);
      for await (const part of value.stream()) hash.update(part);
    }
  }
  return hash.digest('hex');
}

/** What the server's own pages answer a form with a script by. */
const scripted = z.object({
  type: z.enum(['success', 'redirect', 'failure', 'error']),
  location: z.string().optional(),
});

/** Where an answer leads; null = the form was refused. */
async function ledTo(response: Response): Promise<FormAnswer | null> {
  const cookies = response.headers.getSetCookie();
  const type = response.headers.get('content-type') ?? '';
  if (response.status >= 400) return null;
  if (response.status >= 300) return { location: response.headers.get('location'), cookies };
  if (type.startsWith('text/html')) return { location: null, cookies };
  const said = type.startsWith('application/json') ? scripted.safeParse(await response.clone().json()) : null;
  if (!said?.success || said.data.type === 'failure' || said.data.type === 'error') return null;
  return { location: said.data.location ?? null, cookies };
}

/** The page itself, without the name of the action. */
function ownPage(url: URL): string {
  const query = new URLSearchParams([...url.searchParams].filter(([name]) => !name.startsWith('/')));
  return url.pathname + (query.size > 0 ? `?${query.toString()}` : '');
}

/** The answer of the first sending once more, with its cookies: the browser that sent twice read only the second. */
function answerAgain({ request, url, cookies }: RequestEvent, given: FormAnswer): Response {
  const headers = new Headers();
  for (const cookie of given.cookies) headers.append('set-cookie', cookie);
  // stands after the sentence that the first one left, and takes its place: nobody shall think that it was done twice
  headers.append('set-cookie', flashCookie(cookies, 'ok', m.form_sent_once()));
  const location = given.location ?? ownPage(url);
  if (wantsJson(request)) return Response.json({ type: 'redirect', status: 303, location }, { headers });
  headers.set('location', location);
  return new Response(null, { status: 303, headers });
}

/**
 * Answers a form so that sent twice (a double click, a page that the browser opened again) it is carried out once, and answered both times
 * alike. Forms without a key, and those that a phone sends with a key of their own, are let through.
 */
export async function answerOnce(
  event: RequestEvent,
  answer: (event: RequestEvent) => Promise<Response>,
): Promise<Response> {
  const { request, url } = event;
  const { ctx } = event.locals;
  const formData = request.formData.bind(request);
  // a route without a page gives a file or words to a script, as often as it is asked
  const known = event.route.id !== null && isPage(event.route.id) && !request.headers.has('idempotency-key');
  let kept = false;
  const readOnce = async (): Promise<FormData> => {
    const data = await formData();
    const key = data.get(FORM_KEY);
    kept = data.has(KEPT_FORM);
    data.delete(FORM_KEY);
    data.delete(KEPT_FORM);
    settleLibrary(event.locals, readCarried(data.get(LIBRARY_FIELD)));
    data.delete(LIBRARY_FIELD);
    if (!known || typeof key !== 'string' || key === '') return data;
    ctx.form = await formIdentity(ctx, url, key, data);
    if (await answerOfForm(ctx)) throw platformErrors.alreadyDone();
    return data;
  };
  let data: Promise<FormData> | undefined;
  const read = async (): Promise<FormData> => (data ??= readOnce());
  Object.defineProperty(request, 'formData', { value: read });
  // not every action looks at its form; one that carries files is read by whoever knows how large it may be
  const isPlain = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
  const before =
    known && isPlain
      ? await read().then(
          () => null,
          async () => answerOfForm(ctx),
        )
      : null;
  if (before) return answerAgain(event, before);
  const response = await answer(event);
  if (ctx.form === undefined) return response;
  const led = await ledTo(response);
  if (kept && led?.location) await dropKept(event);
  if (led && (await noteFormAnswer(ctx, led))) return response;
  // what refused it, or was told to nobody, may be the same form, which was carried out meanwhile
  const meanwhile = await answerOfForm(ctx);
  if (meanwhile) return answerAgain(event, meanwhile);
  if (!led) await releaseForm(ctx);
  return response;
}
