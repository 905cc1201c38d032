import { fail, redirect } from '@sveltejs/kit';
import {
  commentOnIdea,
  takeVoteBack,
  viewBoard,
  voteForIdea,
  withdrawIdea,
  writeIdea,
  type Hand,
} from '#modules/community/ideas';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { boardPage } from '#web/features/ideas/board-page.server.ts';
import { handOf, keptHand } from '#web/features/ideas/hand.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

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

async function act(
  event: RequestEvent,
  form: string,
  work: (hand: Hand, values: Record<string, string>) => Promise<{ said?: string; at?: number }>,
) {
  const { locals, params, request, cookies } = event;
  const values = formValues(await request.formData());
  let done: { said?: string; at?: number };
  try {
    done = await work(handOf(cookies), values);
  } catch (error) {
    const refusal = refuseForm(error, locals.ctx, values);
    return fail(refusal.status, { ...refusal.data, form });
  }
  if (done.said) setFlash(cookies, 'ok', done.said);
  return redirect(303, localizeHref(`/papan-ide/${idOf(params.id)}`) + (done.at ? `#ide-${done.at}` : ''));
}

export const actions: Actions = {
  write: async (event) =>
    act(event, 'write', async (hand, { text = '', anonymous }) => {
      const { ctx } = event.locals;
      const at = await writeIdea(ctx, idOf(event.params.id), { text, anonymous: anonymous === 'ya' }, hand);
      return { said: m.ideas_written(), at };
    }),
  withdraw: async (event) =>
    act(event, 'withdraw', async (hand, values) => {
      await withdrawIdea(event.locals.ctx, idIn(values), hand);
      return { said: m.ideas_withdrawn() };
    }),
  vote: async (event) =>
    act(event, 'vote', async (hand, values) => {
      await voteForIdea(event.locals.ctx, idIn(values), hand);
      return { at: idIn(values) };
    }),
  unvote: async (event) =>
    act(event, 'vote', async (hand, values) => {
      await takeVoteBack(event.locals.ctx, idIn(values), hand);
      return { at: idIn(values) };
    }),
  comment: async (event) =>
    act(event, 'comment', async (hand, values) => {
      const comment = { text: values.text ?? '', anonymous: values.anonymous === 'ya' };
      await commentOnIdea(event.locals.ctx, idIn(values), comment, hand);
      return { at: idIn(values) };
    }),
};
