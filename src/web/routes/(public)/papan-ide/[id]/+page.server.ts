import { commentOnIdea, takeVoteBack, viewBoard, voteForIdea, withdrawIdea, writeIdea } from '#modules/community/ideas';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { boardPage } from '#web/features/ideas/board-page.server.ts';
import { handOf, keptHand } from '#web/features/ideas/hand.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: 'public',
  actions: {
    write: { secret: 'a ticket, or the session of a member who takes part' },
    withdraw: { secret: 'a ticket, or the session of a member who takes part' },
    vote: { secret: 'a ticket, or the session of a member who takes part' },
    unvote: { secret: 'a ticket, or the session of a member who takes part' },
    comment: { secret: 'a ticket, or the session of a member who takes part' },
  },
};

const ORDERS = { kelompok: 'theme', terbanyak: 'votes', terbaru: 'newest' } as const;

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, cookies, url }) => {
  const view = await viewBoard(ctx, idOf(params.id), keptHand(cookies, url));
  const asked = url.searchParams.get('urut');
  const order = asked === 'terbanyak' || asked === 'terbaru' ? asked : 'kelompok';
  return {
    ...boardPage(view, ctx, siteOrigin(services, url)),
    order: ORDERS[order],
    orders: (['kelompok', 'terbanyak', 'terbaru'] as const).map((key) => ({
      key: ORDERS[key],
      href: localizeHref(`/papan-ide/${view.board.id}?urut=${key}`),
    })),
    you: view.participant?.name ?? null,
    leadHref: view.facilitates ? localizeHref(`/staf/papan-ide/${view.board.id}`) : null,
  };
};

export const actions: Actions = {
  write: formAction({ form: 'write' }, async ({ ctx, params, cookies, values: { text = '', anonymous } }) => {
    const at = await writeIdea(ctx, idOf(params.id), { text, anonymous: anonymous === 'ya' }, handOf(cookies));
    return done(m.ideas_written(), `#ide-${at}`);
  }),
  withdraw: formAction({ form: 'withdraw' }, async ({ ctx, cookies, values }) => {
    await withdrawIdea(ctx, idIn(values), handOf(cookies));
    return m.ideas_withdrawn();
  }),
  vote: formAction({ form: 'vote' }, async ({ ctx, cookies, values }) => {
    await voteForIdea(ctx, idIn(values), handOf(cookies));
    return done(null, `#ide-${idIn(values)}`);
  }),
  unvote: formAction({ form: 'vote' }, async ({ ctx, cookies, values }) => {
    await takeVoteBack(ctx, idIn(values), handOf(cookies));
    return done(null, `#ide-${idIn(values)}`);
  }),
  comment: formAction({ form: 'comment' }, async ({ ctx, cookies, values }) => {
    const comment = { text: values.text ?? '', anonymous: values.anonymous === 'ya' };
    await commentOnIdea(ctx, idIn(values), comment, handOf(cookies));
    return done(null, `#ide-${idIn(values)}`);
  }),
};
