import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { identityErrors, resolveActor } from '#modules/ground/identity';
import { heldClock } from '#platform/clock';
import type { Actor, Ctx } from '#platform/context';
import { asOneRequest } from '#platform/database/one-request';
import { refusalOfBusy, refusalOfClash } from '#platform/database/db-refusals';
import { isRefusedValue } from '#platform/database/db';
import { AppError, platformErrors } from '#platform/errors';
import { refusalOfOutage } from '#platform/sending/outages';
import { explainError } from '#platform/requests/problem';
import { withinRequest, type RequestScope } from '#platform/requests/request-scope';
import { isOwnAct } from '#platform/requests/same-origin';
import { getServices } from '#platform/services';
import { FORM_MEGABYTES } from '#shared/upload-limit';
import { readSessionCookie } from '#platform/requests/session-cookie';
import { extractLocaleFromUrl, localizeHref } from '#i18n/runtime';
import { paraglideMiddleware } from '#i18n/server';
import { keptPage } from '#web/kit/answers/kept-pages.server.ts';
import { sendingNoMore } from '#web/kit/answers/scriptless.server.ts';
import { enterRoute } from '#web/kit/frame/enter-route.server.ts';
import { titleInHtml } from '#web/kit/frame/staff/window-title.ts';
import { findWork } from '#web/kit/frame/staff/working-library.server.ts';
import { inPractice } from '#web/kit/frame/practice-band.server.ts';
import { passGate } from '#web/kit/frame/gate.server.ts';
import { keepTyped } from '#web/kit/form/keep-typed.server.ts';
import { addressOfToday } from '#web/kit/form/old-action-names.ts';
import type { Reader } from '#web/kit/offline/keep-rules.ts';
import { randomUUID } from 'node:crypto';

export const handle: Handle = async ({ event, resolve }) =>
  paraglideMiddleware(event.request, async ({ locale }) => {
    const services = getServices();
    event.locals.services = services;
    return asOneRequest(async () =>
      keptPage(event, services, async () => answer({ event, resolve }, locale === 'en' ? 'en' : 'id')),
    );
  });

/** Finds out who asks and where they work, lets them in or not, and makes what they asked for. */
async function answer({ event, resolve }: Parameters<Handle>[0], locale: 'id' | 'en'): Promise<Response> {
  const { services } = event.locals;
  const { actor } = await resolveActor(services, {
    bearer: null,
    sessionToken: readSessionCookie(event.request.headers.get('cookie') ?? undefined),
  });
  const ctx: Ctx = {
    db: services.db,
    clock: heldClock(services.clock),
    actor,
    locale,
    requestId: randomUUID(),
    via: 'web',
    libraryId: null,
  };
  const work = await findWork(ctx, event.cookies);
  ctx.libraryId = work?.library.id ?? null;
  Object.assign(event.locals, { ctx, frame: ctx, work });
  const headers = Object.fromEntries(event.request.headers);
  if (!isOwnAct({ method: event.request.method, headers, host: event.url.host })) throw identityErrors.crossSite();
  const moved = event.request.method === 'POST' ? addressOfToday(event.url) : null;
  // 307: sent again as it was, with all that was typed
  if (moved !== null) return new Response(null, { status: 307, headers: { location: moved } });
  await keepTyped(event);
  await passGate(ctx, event.url);
  const scope: RequestScope = { ctx, pending: null };
  const transformPageChunk = ({ html }: { html: string }): string => {
    const own = html.replace('%lang%', locale);
    const said = services.config.practice ? inPractice(own, locale) : own;
    const { windowAt } = event.locals;
    return windowAt === undefined ? said : titleInHtml(said, windowAt);
  };
  const entered = await enterRoute(event, async (allowed) =>
    withinRequest(scope, async () => sendingNoMore(event, async () => resolve(allowed, { transformPageChunk }))),
  );
  const response = scope.pending === null ? entered : toWorkPage(scope.pending, actor);
  guard(response.headers, actor);
  return response;
}

/** What takes longer than somebody should look at an empty page has a page of its own. */
const toWorkPage = (id: string, actor: Actor): Response =>
  new Response(null, {
    status: 303,
    headers: { location: localizeHref(`${actor.kind === 'account' ? '/staf' : ''}/pekerjaan/${id}`) },
  });

/** What browsers are told beside the content policy. Pages made for somebody signed in are kept by nobody. */
function guard(headers: Headers, actor: Actor): void {
  headers.set('x-content-type-options', 'nosniff');
  if (!headers.has('referrer-policy')) headers.set('referrer-policy', 'same-origin');
  headers.set('permissions-policy', 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()');
  // the worker of the app keeps pages for their reader only
  headers.set('lumbung-untuk', readerOf(actor));
  if (actor.kind !== 'anonymous' && !headers.has('cache-control')) headers.set('cache-control', 'private, no-store');
}

const readerOf = (actor: Actor): Reader =>
  actor.kind === 'member' ? `a${actor.id}` : actor.kind === 'account' ? 'petugas' : 'umum';

/** A form that is larger than any page takes was stopped before a page could read it. */
const tooMuch = (kind: string, error: unknown): AppError | null =>
  kind === 'framework' && typeof error === 'object' && error !== null && 'status' in error && error.status === 413
    ? platformErrors.tooLarge({ megabytes: FORM_MEGABYTES })
    : null;

export const handleError: HandleServerError = ({ kind, error, event }) => {
  // nobody has been asked who it is where the database is away
  const locale = event.locals.frame?.locale ?? (extractLocaleFromUrl(event.url) === 'en' ? 'en' : 'id');
  const refusal =
    error instanceof AppError
      ? error
      : (tooMuch(kind, error) ?? refusalOfBusy(error) ?? refusalOfClash(error) ?? refusalOfOutage(error));
  if (refusal) return { status: refusal.status, message: explainError(refusal, locale), code: refusal.code };
  if (kind === 'framework' || kind === 'app') {
    const code = kind === 'framework' && error.status === 404 ? 'platform.not_found' : 'platform.invalid_input';
    return kind === 'app' ? {} : { message: explainError(new AppError(code, error.status), locale), code };
  }
  const trace = error instanceof Error ? error.stack : JSON.stringify(error);
  process.stderr.write(`${event.request.method} ${event.url.pathname}: ${trace}\n`);
  // a net below the readers of input, which should have said which field it is
  const refused = isRefusedValue(error);
  const shown = refused ? platformErrors.invalidInput() : platformErrors.internal();
  return { ...(refused && { status: shown.status }), message: explainError(shown, locale), code: shown.code };
};
