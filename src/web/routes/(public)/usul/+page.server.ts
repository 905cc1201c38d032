import { fail, redirect } from '@sveltejs/kit';
import {
  completeSuggestion,
  listOwnSuggestions,
  listSuggestions,
  ownedAlike,
  suggestTitle,
  voteForSuggestion,
  withdrawVote,
} from '#modules/stock/acquisition';
import type { PageAccess } from '#platform/access';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { formatIsbn13, normaliseIsbn } from '#shared/isbn';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { readerView } from '#web/features/acquisition/suggestion-words.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { accountRooms } from '#web/kit/frame/account-rooms.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = {
  page: 'signed_in',
  actions: { send: 'member', vote: 'member', withdraw: 'member', complete: 'member' },
};

const PATH = '/usul';
const PER_PAGE = 30;

/** Only readers suggest: others sign in first, and what they wanted comes along. Staff have their own page. */
function readersOnly(ctx: Ctx, wanted: string): void {
  if (ctx.actor.kind === 'member') return;
  if (ctx.actor.kind === 'account') redirect(303, localizeHref('/staf/usulan'));
  redirect(303, `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(wanted)}`);
}

/** `?judul=` words that found nothing, `?isbn=` what was scanned: the form begins with them. */
export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  readersOnly(ctx, url.pathname + url.search);
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

async function act(event: RequestEvent, work: (values: Record<string, string>) => Promise<string>) {
  const { ctx } = event.locals;
  const values = formValues(await event.request.formData());
  const isbn = values.isbn ? `?isbn=${encodeURIComponent(values.isbn)}` : '';
  readersOnly(ctx, localizeHref(PATH) + isbn);
  let said: string;
  try {
    said = await work(values);
  } catch (error) {
    const refusal = refuseForm(error, ctx, values);
    const alike = await standingInTheWay(ctx, error, values);
    return fail(refusal.status, {
      ...refusal.data,
      maybe: error instanceof AppError && error.code === 'acquisition.maybe_owned',
      alike: alike.map(({ id, title, author }) => ({ href: localizeHref(`/katalog/${id}`), title, author })),
    });
  }
  setFlash(event.cookies, 'ok', said);
  return redirect(303, localizeHref(PATH));
}
export const actions: Actions = {
  send: async (event) =>
    act(event, async ({ title = '', author = '', publisher = '', year = '', isbn = '', note = '', anyway }) => {
      const input = { title, author, publisher, year, isbn, note, anyway: anyway === 'ya' };
      const { joined } = await suggestTitle(event.locals.ctx, input);
      return joined ? m.suggest_joined() : m.suggest_sent();
    }),
  vote: async (event) =>
    act(event, async (values) => {
      await voteForSuggestion(event.locals.ctx, idIn(values));
      return m.suggest_voted();
    }),
  withdraw: async (event) =>
    act(event, async (values) => {
      await withdrawVote(event.locals.ctx, idIn(values));
      return m.suggest_unvoted();
    }),
  complete: async (event) =>
    act(event, async (values) => {
      const { title = '', author = '', publisher = '', year = '' } = values;
      await completeSuggestion(event.locals.ctx, idIn(values), { title, author, publisher, year });
      return m.suggest_completed();
    }),
};
