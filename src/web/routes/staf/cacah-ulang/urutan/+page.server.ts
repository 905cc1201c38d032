import { readShelf } from '#modules/stock/stocktake';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/access';
import { authorizeAnywhere } from '#platform/authorize';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'stocktakes.run' };

export const load: PageServerLoad = ({ locals: { ctx } }) => {
  authorizeAnywhere(ctx, 'stocktakes.run');
};

export const actions: Actions = {
  default: async ({ locals: { ctx }, request }) => {
    const values = formValues(await request.formData());
    const typed = values.barcodes ?? '';
    try {
      const barcodes = typed.split(/\s+/).filter(Boolean);
      const { copies, unknown } = await readShelf(ctx, { barcodes });
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
    } catch (error) {
      const { data } = refuseForm(error, ctx, values);
      return { typed, refused: data.message, toMove: 0, copies: [], unknown: '' };
    }
  },
};

const named = (book: { title: string; callNumber: string | null }): string =>
  [book.title, book.callNumber].filter(Boolean).join(' · ');
