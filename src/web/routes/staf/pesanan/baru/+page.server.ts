import { selectBibCards } from '#modules/collection/catalog';
import { cancelHold } from '#modules/lending/circulation';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { describeBook } from '#web/features/catalog/parts/describe-book.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { pickupPlaces } from '#web/features/circulation/parts/pickup-places.server.ts';
import { placedInWords, placeFor } from '#web/features/circulation/holds/placed-hold.server.ts';
import { foreseenInWords, titlesToHold } from '#web/features/circulation/holds/titles-to-hold.server.ts';
import { whoItIsFor } from '#web/features/circulation/holds/who-it-is-for.server.ts';
import { memberHref } from '#web/features/members/parts/member-href.server.ts';
import { idIn, idOrNull } from '#web/kit/form/read-fields.server.ts';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'holds.place' };

const FOUND = 12;
const needs = ['holds.place'] as const;

export const load: PageServerLoad = async ({ locals, url: { searchParams } }) => {
  const { ctx, library } = await findDesk(locals.ctx, needs);
  const asked = { anggota: '', judul: '', ambil: '', q: '', ...Object.fromEntries(searchParams) };
  const [who, places] = await Promise.all([whoItIsFor(ctx, asked.anggota), pickupPlaces(ctx)]);
  const pickup =
    places.find(({ value }) => value === asked.ambil)?.value ??
    places.find(({ value }) => value.split(':')[0] === String(library.id))?.value ??
    String(library.id);
  const number = who?.kind === 'member' ? who.number : null;
  const bibId = idOrNull({ judul: asked.judul }, 'judul');
  const [card] = bibId === null ? [] : await selectBibCards(ctx.db, [bibId]);
  const book = card && describeBook(ctx, card);
  const found =
    number !== null && !book ? await titlesToHold(ctx, { q: asked.q, memberNumber: number, pickup, limit: FOUND }) : [];
  const hrefWith = (anggota: string): string =>
    localizeHref(`/staf/pesanan/baru?${new URLSearchParams({ ...(book && { judul: String(book.id) }), anggota })}`);
  return {
    library: library.name,
    asked: { member: asked.anggota.slice(0, 100), q: asked.q.slice(0, 200) },
    who,
    memberHref: number === null ? null : memberHref(number),
    /** The same title for another of the name. */
    choices: who?.kind === 'several' ? who.members.map((one) => ({ ...one, href: hrefWith(one.number) })) : [],
    places,
    pickup,
    book: book
      ? {
          bibId: book.id,
          title: book.title,
          byline: book.byline,
          kind: book.availability.kind,
          availability: book.availability.sentence,
          foreseen:
            number === null ? null : await foreseenInWords(ctx, { memberNumber: number, bibId: book.id, pickup }),
          queueHref: localizeHref(`/staf/pesanan/antrean/${book.id}`),
        }
      : null,
    found,
  };
};

interface Said {
  tone: 'ok' | 'warn' | 'bad';
  title: string;
  text: string;
  /** What was placed and can be taken back. */
  holdId: number | null;
}
const refused = ({ message }: FormRefusal): { said: Said } => ({
  said: { tone: 'bad', title: m.hold_desk_refused(), text: message, holdId: null },
});

export const actions: Actions = {
  place: deskAction({ needs, refused }, async ({ ctx, values }): Promise<{ said: Said }> => {
    const hold = await placeFor(ctx, values.member ?? '', values);
    return { said: { tone: 'ok', ...placedInWords(hold), holdId: hold.id } };
  }),
  undo: deskAction({ needs, refused }, async ({ ctx, values }): Promise<{ said: Said }> => {
    await cancelHold(ctx, idIn(values, 'holdId'));
    return { said: { tone: 'warn', title: m.hold_cancelled(), text: m.hold_desk_undone(), holdId: null } };
  }),
};
