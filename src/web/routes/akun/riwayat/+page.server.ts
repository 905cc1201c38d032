import { zoneOf } from '#modules/ground/libraries';
import { historyChoice, listHistory, removeFromHistory, startHistory, stopHistory } from '#modules/lending/reading';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { idIn, pageAsked } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

const PER_PAGE = 30;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const q = (url.searchParams.get('q') ?? '').slice(0, 200);
  const page = pageAsked(url.searchParams);
  const choice = await historyChoice(ctx);
  const { data, total } = await listHistory(ctx, { q, offset: (page - 1) * PER_PAGE, limit: PER_PAGE });
  const zone = await zoneOf(ctx);
  const date = (instant: Date): string => formatDate(localDate(instant, zone), ctx.locale);
  return {
    keeps: choice.keeps,
    byGuardian: choice.speaker === 'guardian',
    about: choice.text[ctx.locale],
    q,
    page,
    pages: Math.ceil(total / PER_PAGE),
    count: m.history_count({ count: total }),
    total,
    entries: data.map((entry) => ({
      id: entry.id,
      bibId: entry.bibId,
      title: entry.title,
      author: entry.author,
      read: m.history_read({ from: date(entry.loanedAt), to: date(entry.returnedAt) }),
    })),
  };
};

export const actions: Actions = {
  start: formAction(async ({ ctx }) => {
    await startHistory(ctx);
    return m.history_started();
  }),
  stop: formAction(async ({ ctx }) => {
    await stopHistory(ctx);
    return m.history_stopped();
  }),
  remove: formAction(async ({ ctx, values }) => {
    await removeFromHistory(ctx, idIn(values));
    return m.history_removed();
  }),
};
