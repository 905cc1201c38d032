import type { ListedCollection, ShownCollection } from '#modules/city/collections';
import type { PublicCollection } from '#modules/city/collections/client';
import type { Ctx } from '#platform/context';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { describeBook } from '#web/features/catalog/parts/describe-book.server.ts';

/** The way to a collection for everybody. */
export const collectionHref = (slug: string): string => localizeHref(`/koleksi-pilihan/${slug}`);

/** What readers see of a collection, wherever it is shown. @param libraryName whose it is; null = of the whole network */
export function collectionView(ctx: Pick<Ctx, 'locale'>, collection: PublicCollection, libraryName: string | null) {
  const { title, summary, language, madeBy, changedOn, total, onShelf, quote, quoteLanguage, quoteBy } = collection;
  const langOf = (one: 'id' | 'en') => (one === ctx.locale ? undefined : one);
  return {
    title,
    summary,
    lang: langOf(language),
    href: collectionHref(collection.slug),
    state: {
      kind: onShelf > 0 ? ('on' as const) : ('off' as const),
      words: m.collections_on_shelf({ count: onShelf, all: total }),
    },
    by: [madeBy, libraryName, m.collections_changed({ day: formatDate(changedOn, ctx.locale) })]
      .filter(Boolean)
      .join(' · '),
    quote:
      quote === '' ? null : { text: m.collections_quote({ text: quote }), lang: langOf(quoteLanguage), by: quoteBy },
  };
}

/** The library whose copies are named first; of the network's, the one that has most. */
const wantedBy = ({ libraryId }: Pick<PublicCollection, 'libraryId'>): number[] =>
  libraryId === null ? [] : [libraryId];

/** The covers beside one in a list. */
export const coverViews = (ctx: Ctx, { covers, ...collection }: ListedCollection) =>
  covers.map((card) => describeBook(ctx, card, { wanted: wantedBy(collection) }));

/** The records of one, as its page shows them. */
export const recordViews = (ctx: Ctx, { records, ...collection }: ShownCollection) =>
  records.map(({ card, sentence, sentenceLanguage }) => {
    const book = describeBook(ctx, card, { wanted: wantedBy(collection) });
    // staff reserve for a member, at the record itself
    const isReservable = ctx.actor.kind !== 'account' && book.availability.reservable;
    return {
      book,
      sentence,
      sentenceLang: sentenceLanguage === ctx.locale ? undefined : sentenceLanguage,
      reserveHref: isReservable ? localizeHref(`/katalog/${card.id}/pesan`) : null,
    };
  });
