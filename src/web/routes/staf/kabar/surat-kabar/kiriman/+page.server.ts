import { getPace, listMailings, setPace } from '#modules/city/mailings';
import { MOST_PER_MINUTE } from '#modules/city/mailings/client';
import { nameLibraries, networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { formatInstant } from '#shared/dates';
import { mailingHref, MAILINGS, stateView } from '#web/features/mailings/parts/mailing-view.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { versionIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'news.send' },
  actions: { pace: { may: 'news.send', network: true } },
};

const PER_PAGE = 50;

export const load: PageServerLoad = async ({ locals: { ctx, services }, url: { searchParams } }) => {
  const cursor = searchParams.get('lanjut') ?? undefined;
  const { data, next } = await listMailings(ctx, { cursor, limit: PER_PAGE });
  const [libraryOf, zone, pace] = [await nameLibraries(ctx), await networkZone(ctx.db), await getPace(ctx)];
  const number = (count: number): string => count.toLocaleString(ctx.locale);
  const now = ctx.clock.now();
  return {
    noServer: !services.mailer.available,
    away: pace.failures === 0 ? null : m.mailings_server_away({ count: pace.failures }),
    pace: {
      perMinute: pace.perMinute,
      version: pace.version,
      words: m.mailings_pace_now({ pace: number(pace.perMinute) }),
    },
    most: MOST_PER_MINUTE,
    maySetPace: can(ctx.actor, 'news.send', null),
    mailings: data.map((mailing) => ({
      id: mailing.id,
      href: mailingHref(mailing.id),
      subject: mailing.subject,
      library: mailing.libraryId === null ? m.mailings_network() : libraryOf(mailing.libraryId).name,
      state: stateView(mailing, now),
      sent: number(mailing.counts.sent),
      unknown: mailing.counts.unknown === 0 ? null : number(mailing.counts.unknown),
      when: formatInstant(mailing.doneAt ?? mailing.startedAt ?? mailing.startAt, zone, ctx.locale),
    })),
    next: next && `${localizeHref(MAILINGS)}?lanjut=${encodeURIComponent(next)}`,
    previous: cursor === undefined ? null : localizeHref(MAILINGS),
  };
};

export const actions: Actions = {
  pace: formAction({ form: 'pace', anywhere: true }, async ({ ctx, values }) => {
    await setPace(ctx, { perMinute: wholeIn(values, 'perMinute') ?? 0, version: versionIn(values) });
    return m.mailings_pace_said();
  }),
};
