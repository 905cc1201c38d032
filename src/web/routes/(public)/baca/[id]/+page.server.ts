import { forgetPlace, keepPlace, makeFileKey, ownPlace, viewReading } from '#modules/lending/digital';
import { localizeHref } from '#i18n/runtime';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { bookOf } from '#web/features/digital/book-view.server.ts';
import {
  borrowHere,
  giveBack,
  leave,
  lendingOf,
  refusedDigital,
} from '#web/features/digital/parts/lending-view.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: 'public',
  actions: { borrow: 'member', giveBack: 'member', leave: 'member', forget: 'member' },
};

/** `?bab=` a chapter of an EPUB; without it a book opens where its reader stopped. */
export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) => {
  const id = idOf(params.id);
  const wanted = idAsked(url.searchParams.get('bab'));
  const reading = await viewReading(ctx, id, wanted === null);
  const { title, kind, bib, admission, sizeBytes, licensed } = reading;
  const isMember = ctx.actor.kind === 'member';
  const page = {
    id,
    title,
    kind,
    bibTitle: bib.title,
    bibHref: localizeHref(`/katalog/${bib.id}`),
    admission,
    signInHref: `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(url.pathname + url.search)}`,
    isMember,
    keptAt: isMember ? ('account' as const) : ('phone' as const),
    megabytes: Math.max(0.1, Math.round(sizeBytes / 104_857.6) / 10).toLocaleString(ctx.locale),
    licensed,
    lending: licensed ? await lendingOf(ctx, id) : null,
    file: `/baca/${id}/berkas${licensed && admission === 'open' ? `?kunci=${makeFileKey(ctx, services.secrets, id)}` : ''}`,
  };
  if (admission !== 'open') return { ...page, place: null, book: null, problem: null };
  const place = await ownPlace(ctx, id);
  if (kind !== 'epub') return { ...page, place, book: null, problem: null };
  const { book, problem } = await bookOf(ctx, services, { id, wanted, place });
  // whoever reads without a script keeps at least the chapter
  if (book && isMember && wanted !== null && place?.part !== book.chapter) {
    const progress = Math.round(((book.chapter - 1) / book.chapters) * 100);
    await keepPlace(ctx, id, { part: book.chapter, spot: 0, progress });
  }
  return { ...page, place, book, problem };
};

export const actions: Actions = {
  borrow: formAction({ refused: refusedDigital }, async ({ ctx, params }) => borrowHere(ctx, idOf(params.id))),
  giveBack: giveBack(),
  leave: leave(),
  forget: formAction({ refused: refusedDigital }, async ({ ctx, params }) => {
    const id = idOf(params.id);
    const { bib } = await viewReading(ctx, id, false);
    await forgetPlace(ctx, id);
    return done(m.digital_place_forgotten(), `/katalog/${bib.id}`);
  }),
};
