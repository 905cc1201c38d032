import { decideUnknown, getMailing, getPace, listUnknown, moveMailing } from '#modules/city/mailings';
import { getLibrary, networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { decidedWords, decisionIn, movedWords, moveIn } from '#web/features/mailings/mailing-acts.server.ts';
import { MAILINGS, mailingHref, progressView, unknownView } from '#web/features/mailings/parts/mailing-view.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'news.send' };

const PER_PAGE = 50;

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url: { searchParams } }) => {
  const id = idOf(params.id);
  const cursor = searchParams.get('lanjut') ?? undefined;
  const mailing = await getMailing(ctx, id);
  const unknown = await listUnknown(ctx, id, { cursor, limit: PER_PAGE });
  const pace = await getPace(ctx);
  const library = mailing.libraryId === null ? null : await getLibrary(ctx, mailing.libraryId);
  const zone = library?.timeZone ?? (await networkZone(ctx.db));
  const { locale } = ctx;
  const perMinute = Math.min(pace.perMinute, mailing.perMinute);
  return {
    subject: mailing.subject,
    library: library?.name ?? m.mailings_network(),
    allHref: localizeHref(MAILINGS),
    noServer: !services.mailer.available,
    away: pace.failures === 0 ? null : m.mailings_server_away({ count: pace.failures }),
    cancelled: mailing.cancelledWhy && m.mailings_cancelled_why({ why: mailing.cancelledWhy }),
    forgotten: mailing.forgottenAt && m.mailings_forgotten({ when: formatInstant(mailing.forgottenAt, zone, locale) }),
    progress: progressView(mailing, { locale, zone, now: ctx.clock.now(), perMinute }),
    can: {
      pause: mailing.state === 'sending',
      resume: mailing.state === 'paused',
      cancel: mailing.state === 'sending' || mailing.state === 'paused' || mailing.state === 'preparing',
      again: mailing.state !== 'cancelled',
    },
    unknown: unknownView(unknown.data, { locale, zone }),
    next: unknown.next && `${mailingHref(id)}?lanjut=${encodeURIComponent(unknown.next)}`,
  };
};

export const actions: Actions = {
  move: formAction({ form: 'move' }, async ({ ctx, params, values }) => {
    const move = moveIn(values);
    await moveMailing(ctx, idOf(params.id), move, values.why ?? null);
    return movedWords(move);
  }),
  decide: formAction({ form: 'decide' }, async ({ ctx, params, values }) => {
    const { ids, decision } = decisionIn(values);
    await decideUnknown(ctx, ids, decision, { mailingId: idOf(params.id) });
    return decidedWords(decision);
  }),
};
