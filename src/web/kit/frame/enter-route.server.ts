import { redirect, type RequestEvent } from '@sveltejs/kit';
import { enter, mayEnter, type Access } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import type { Ctx } from '#platform/context';
import { explainError } from '#platform/requests/problem';
import { answerOnce } from '#web/kit/form/answer-once.server.ts';
import { checkInput } from '#web/kit/form/check-input.server.ts';
import { signInHref } from '#web/kit/frame/gate.server.ts';
import { movedRecord } from '#web/features/catalog/parts/moved-record.server.ts';
import { accessOfRequest, isPage } from '#web/kit/frame/route-access.server.ts';
import { wantsJson } from '#web/kit/answers/wants-json.ts';

type Answer = (event: RequestEvent) => Promise<Response>;

/**
 * Lets a request on to its page, action or route, if whoever sends it may come there by what is declared beside it (`_access`). Else nothing
 * of the page runs and nothing that was sent is read: people are led to the sign-in, or told so in the frame of the page.
 */
export async function enterRoute(event: RequestEvent, answer: Answer): Promise<Response> {
  const { id } = event.route;
  if (id === null) return entered(event, answer);
  const { ctx } = event.locals;
  const access = await accessOfRequest({ id, url: event.url, method: event.request.method });
  if (mayEnter(ctx.actor, access)) return entered(event, answer);
  const page = isPage(id);
  if (page && (ctx.actor.kind === 'anonymous' || access === 'member')) redirect(303, signInHref(event.url));
  const refusal = refusalOf(ctx, access);
  if (event.isDataRequest) {
    const framed = await inFrame(event, refusal, answer);
    // a page that loads nothing has nothing that would refuse
    return (await framed.clone().text()).includes('"type":"error"') ? framed : told(ctx, refusal);
  }
  if (!page || wantsJson(event.request)) return plain(ctx, refusal, wantsJson(event.request));
  const framed = await inFrame(event, refusal, answer);
  return framed.status < 400 ? plain(ctx, refusal, false) : framed;
}

async function entered(event: RequestEvent, answer: Answer): Promise<Response> {
  checkInput(event);
  if (event.request.method === 'POST') return answerOnce(event, answer);
  const answered = await answer(event);
  return answered.status === 404 ? ((await movedRecord(event)) ?? answered) : answered;
}

function refusalOf(ctx: Ctx, access: Access): AppError {
  try {
    enter(ctx.actor, access);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('somebody who may come in was refused');
}

/** For the script that goes on without loading a page anew: it shows this where the page would be. */
const told = ({ locale }: Ctx, { code, status }: AppError): Response =>
  Response.json({ message: explainError(new AppError(code, status), locale), code, status }, { status });

/** For scripts and for files: no page is there that could have a frame. */
function plain({ locale }: Ctx, { code, status }: AppError, json: boolean): Response {
  const message = explainError(new AppError(code, status), locale);
  // the shape that a form with a script is answered by
  if (json) return Response.json({ type: 'error', status, error: { message, code, status } }, { status });
  return new Response(message, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

/**
 * The frame of the page with the refusal in it. What loads the page finds nothing to load it with, and an action is not run: the page is
 * asked for as if it were looked at. The frame goes by {@link App.Locals.frame}.
 */
async function inFrame(event: RequestEvent, refusal: AppError, answer: Answer): Promise<Response> {
  const nothing = {
    get(): never {
      throw refusal;
    },
  };
  Object.defineProperties(event.locals, { ctx: nothing, services: nothing });
  const { method } = event.request;
  if (method === 'GET' || method === 'HEAD') return answer(event);
  return answer({ ...event, request: new Request(event.url, { headers: { accept: 'text/html' } }) });
}
