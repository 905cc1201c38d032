import { selectBibCards } from '#modules/collection/catalog';
import type { Ctx } from '#platform/context';
import { authorize, authorizeAnywhere, seenLibraries } from '#platform/rights/authorize';
import type { BoxRequest, Wish } from '../client.ts';
import { findRequest, findRequestOfLoan, selectAsked } from '../data/requests.queries.ts';
import { bulkLoanErrors } from '../errors.ts';

const MOST = 100;

/** What a library is asked for and has not answered; left out: what all are at which one manages bulk loans. Needs `bulk_loans.manage`. */
export async function listRequests(ctx: Ctx, libraryId?: number): Promise<BoxRequest[]> {
  return selectAsked(ctx.db, seenLibraries(ctx, 'bulk_loans.manage', libraryId), MOST);
}

/** What is asked for, with where it stands at the library that packs. */
export interface FoundWish extends Wish {
  callNumber: string | null;
  /** Copies on the shelf there now; null: it is no record of ours. */
  onShelf: number | null;
}

async function found(ctx: Ctx, { library, wishes }: BoxRequest): Promise<FoundWish[]> {
  const cards = await selectBibCards(
    ctx.db,
    wishes.flatMap(({ bibId }) => bibId ?? []),
  );
  const here = new Map(cards.map((card) => [card.id, card.holdings.find((one) => one.libraryId === library.id)]));
  return wishes.map((wish) => {
    const holding = here.get(wish.bibId ?? 0);
    const onShelf = wish.bibId === null ? null : holding ? holding.available : 0;
    return { ...wish, callNumber: holding?.callNumber ?? null, onShelf };
  });
}

/** One request with where its titles stand. Needs `bulk_loans.manage` at the library that is asked. Throws `bulk_loans.request_not_found`. */
export async function getRequest(ctx: Ctx, id: number): Promise<BoxRequest & { found: FoundWish[] }> {
  authorizeAnywhere(ctx, 'bulk_loans.manage');
  const request = await findRequest(ctx.db, id);
  if (!request) throw bulkLoanErrors.requestNotFound();
  authorize(ctx, 'bulk_loans.manage', request.library.id);
  return { ...request, found: await found(ctx, request) };
}

/** What was asked for that a bulk loan is packed for, for whoever has been shown that; null: it was not asked for. */
export async function wishesOfLoan(ctx: Ctx, bulkLoanId: number): Promise<FoundWish[] | null> {
  const request = await findRequestOfLoan(ctx.db, bulkLoanId);
  return request ? found(ctx, request) : null;
}
