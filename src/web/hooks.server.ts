import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { resolveActor } from '#modules/identity';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/problem';
import { getServices } from '#platform/services';
import { readSessionCookie } from '#platform/session-cookie';
import { paraglideMiddleware } from '#i18n/server';
import { randomUUID } from 'node:crypto';

export const handle: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, async ({ locale }) => {
    const services = getServices();
    const { actor } = await resolveActor(services, {
      bearer: null,
      sessionToken: readSessionCookie(event.request.headers.get('cookie') ?? undefined),
    });
    event.locals.services = services;
    event.locals.ctx = {
      db: services.db,
      clock: services.clock,
      actor,
      locale: locale === 'en' ? 'en' : 'id',
      requestId: randomUUID(),
      via: 'web',
      libraryId: actor.kind === 'account' ? actor.homeLibraryId : null,
    };
    return resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) });
  });

export const handleError: HandleServerError = ({ kind, error, event }) => {
  const locale = event.locals.ctx?.locale ?? 'id';
  if (error instanceof AppError)
    return { status: error.status, message: explainError(error, locale), code: error.code };
  if (kind === 'framework' || kind === 'app') {
    const code = kind === 'framework' && error.status === 404 ? 'platform.not_found' : 'platform.invalid_input';
    return kind === 'app' ? {} : { message: explainError(new AppError(code, error.status), locale), code };
  }
  const trace = error instanceof Error ? error.stack : JSON.stringify(error);
  process.stderr.write(`${event.request.method} ${event.url.pathname}: ${trace}\n`);
  return { message: explainError(new AppError('platform.internal', 500), locale), code: 'platform.internal' };
};
