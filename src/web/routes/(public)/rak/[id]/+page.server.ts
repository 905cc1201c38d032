import { getBibPage } from '#modules/collection/catalog';
import { availabilityOf } from '#modules/collection/catalog/client';
import { aroundBib } from '#modules/collection/search';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import {
  describeAvailability,
  describeBook,
  describeShelfState,
} from '#web/features/catalog/parts/describe-book.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { holdingsOfItems } from '#web/features/catalog/parts/record-view.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** Books on each side of the one looked at. */
const EACH_SIDE = 8;

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const { bib, items, digital } = await getBibPage(ctx, idOf(params.id));
  const holdings = holdingsOfItems(items).filter((holding) => holding.total > 0);
  const asked = idAsked(url.searchParams.get('perpus'));
  const chosen =
    holdings.find((holding) => holding.libraryId === asked) ??
    availabilityOf({ holdings, digital: null }).at ??
    holdings[0] ??
    null;
  const { shelf } = await aroundBib(ctx, {
    bibId: bib.id,
    libraryId: chosen?.libraryId ?? null,
    related: 0,
    each: EACH_SIDE,
  });
  const at = (bibId: number): string => localizeHref(`/rak/${bibId}?perpus=${chosen?.libraryId ?? ''}`);
  const first = shelf?.left[0];
  const last = shelf?.right.at(-1);
  return {
    id: bib.id,
    title: bib.derived.title,
    callNumber: chosen?.callNumber ?? null,
    library: chosen?.libraryName ?? null,
    // where there is no copy, it may be read all the same
    without: describeAvailability(ctx, { holdings, digital }).sentence,
    libraries: holdings.map((holding) => ({
      name: holding.libraryName,
      href: localizeHref(`/rak/${bib.id}?perpus=${holding.libraryId}`),
      current: holding.libraryId === chosen?.libraryId,
    })),
    books: shelf
      ? [...shelf.left, shelf.here, ...shelf.right].map((card) => {
          // this shelf is looked at: what another library has is not there
          const here = card.holdings.find((holding) => holding.libraryId === chosen?.libraryId);
          const availability = describeShelfState(ctx, here);
          return { ...describeBook(ctx, card), availability, callNumber: here?.callNumber ?? null };
        })
      : [],
    leftHref: first ? at(first.id) : null,
    rightHref: last ? at(last.id) : null,
  };
};
