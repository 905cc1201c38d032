import { readShelf } from '#modules/stock/stocktake';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'stocktakes.run' };

export const load: PageServerLoad = ({ locals: { ctx } }) => {
  authorizeAnywhere(ctx, 'stocktakes.run');
};

export const actions: Actions = {
  default: formAction(
    {
      refused: ({ message, values }) => ({
        typed: values.barcodes ?? '',
        refused: message,
        toMove: 0,
        copies: [],
        unknown: '',
      }),
    },
    async ({ ctx, values: { barcodes: typed = '' } }) => {
      const { copies, unknown } = await readShelf(ctx, { barcodes: typed.split(/\s+/).filter(Boolean) });
      return {
        typed,
        refused: null,
        toMove: copies.filter(({ move }) => move !== null).length,
        copies: copies.map(({ barcode, title, callNumber, move }) => ({
          barcode,
          title,
          callNumber,
          move:
            move && (move.after ? m.stocktake_order_after({ title: named(move.after) }) : m.stocktake_order_first()),
        })),
        unknown: unknown.join(', '),
      };
    },
  ),
};

const named = (book: { title: string; callNumber: string | null }): string =>
  [book.title, book.callNumber].filter(Boolean).join(' · ');
