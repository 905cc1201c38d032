import { redirect } from '@sveltejs/kit';
import {
  completeSuggestion,
  listOwnSuggestions,
  listSuggestions,
  ownedAlike,
  suggestTitle,
  voteForSuggestion,
  withdrawVote,
} from '#modules/stock/acquisition';
import type { PageAccess } from '#platform/rights/access';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { formatIsbn13, normaliseIsbn } from '#shared/isbn';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { readerView } from '#web/features/acquisition/suggestion-words.server.ts';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { accountRooms } from '#web/kit/frame/account-rooms.server.ts';
import { type RefusedForm, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: 'signed_in',
  actions: { send: 'member', vote: 'member', withdraw: 'member', complete: 'member' },
};

const PATH = '/usul';
const PER_PAGE = 30;

/** `?judul=` words that found nothing, `?isbn=` what was scanned: the form begins with them. */
export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  // only readers suggest; staff have their own page
  if (ctx.actor.kind === 'account') redirect(303, localizeHref('/staf/usulan'));
  const words = (url.searchParams.get('judul') ?? '').trim().slice(0, 300);
  const isbn =
    normaliseIsbn(url.searchParams.get('isbn') ?? '') ?? (/[a-z]/i.test(words) ? null : normaliseIsbn(words));
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const [own, open] = await Promise.all([
    cursor === undefined ? listOwnSuggestions(ctx) : [],
    listSuggestions(ctx, { cursor, limit: PER_PAGE }),
  ]);
  return {
    rooms: accountRooms(),
    begun: { title: isbn === null ? words : '', isbn: isbn === null ? '' : formatIsbn13(isbn) },
    own: own.map(readerView),
    open: open.data.map(readerView),
    next: open.next && localizeHref(`${PATH}?lanjut=${encodeURIComponent(open.next)}`),
    previous: cursor === undefined ? null : localizeHref(PATH),
  };
};

/** The record that stands in the way of a suggestion, or those that may be meant. */
async function standingInTheWay(ctx: Ctx, error: unknown, values: Record<string, string>) {
  if (!(error instanceof AppError)) return [];
  const { bibId, title } = error.params;
  if (error.code === 'acquisition.already_owned') return [{ id: Number(bibId), title: String(title), author: null }];
  return error.code === 'acquisition.maybe_owned' ? ownedAlike(ctx, values.title ?? '') : [];
}

async function refused(refusal: FormRefusal, { ctx, error, values }: RefusedForm) {
  const alike = await standingInTheWay(ctx, error, values);
  return {
    ...refusal,
    maybe: error.code === 'acquisition.maybe_owned',
    alike: alike.map(({ id, title, author }) => ({ href: localizeHref(`/katalog/${id}`), title, author })),
  };
}

export const actions: Actions = {
  send: formAction({ refused }, async ({ ctx, values }) => {
    const { title = '', author = '', publisher = '', year = '', isbn = '', note = '', anyway } = values;
    const input = { title, author, publisher, year, isbn, note, anyway: anyway === 'ya' };
    const { joined } = await suggestTitle(ctx, input);
    return joined ? m.suggest_joined() : m.suggest_sent();
  }),
  vote: formAction({ refused }, async ({ ctx, values }) => {
    await voteForSuggestion(ctx, idIn(values));
    return m.suggest_voted();
  }),
  withdraw: formAction({ refused }, async ({ ctx, values }) => {
    await withdrawVote(ctx, idIn(values));
    return m.suggest_unvoted();
  }),
  complete: formAction({ refused }, async ({ ctx, values }) => {
    const { title = '', author = '', publisher = '', year = '' } = values;
    await completeSuggestion(ctx, idIn(values), { title, author, publisher, year });
    return m.suggest_completed();
  }),
};
