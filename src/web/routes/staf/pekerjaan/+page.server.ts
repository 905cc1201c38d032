import { listTroubles, listWork, stopWork, tryAgain, type WorkLine } from '#modules/ground/heavy-work';
import { zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { sentenceOf } from '#platform/requests/problem';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { progressInWords } from '#web/features/heavy-work/parts/progress-words.server.ts';
import { kindInWords } from '#web/features/heavy-work/work-page.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

export const load: PageServerLoad = async ({ locals: { ctx, services } }) => {
  const zone = await zoneOf(ctx);
  const when = (at: Date): string => formatInstant(at, zone, ctx.locale, 'medium');
  const [troubles, { open, ended }] = await Promise.all([listTroubles(ctx, services.jobs), listWork(ctx)]);
  const lineOf = ({ id, kind, state, stops, done, total, createdAt, startedAt, endedAt }: WorkLine) => ({
    id,
    name: kindInWords(kind, ctx.locale),
    state,
    stops,
    done,
    total,
    progress: progressInWords({ done, total }, ctx.locale),
    when: when(endedAt ?? startedAt ?? createdAt),
  });
  return {
    open: open.map(lineOf),
    ended: ended.map(lineOf),
    troubles: troubles.map(({ code, said, at, nextAt, ...one }) => ({
      ...one,
      title: kindInWords(one.name, ctx.locale),
      when: when(at),
      next: nextAt && when(nextAt),
      said: code === null ? said : (sentenceOf('error', code, {}, ctx.locale) ?? code),
    })),
  };
};

export const actions: Actions = {
  stop: formAction(async ({ ctx, values }) => {
    await stopWork(ctx, values.id ?? '');
    return m.heavy_stopped();
  }),
  again: formAction(async ({ ctx, services, values: { source = '', name = '', id = '' } }) => {
    await tryAgain(ctx, services.jobs, { source, name, id });
    return m.heavy_again_done();
  }),
};
