import { z } from 'zod';
import { idParam, type Api } from '#platform/requests/http';
import { claimReturned, withdrawClaim } from './claim-returned.ts';
import { loanSchema } from '../http-schemas.ts';
import { markLost } from './mark-lost.ts';
import { replaceCopy } from './replace-copy.ts';
import { reportDamage, withdrawDamage } from './report-damage.ts';

/** What becomes of a copy that does not simply come back. */
export function fateRoutes(api: Api): void {
  const tags = ['circulation'];
  const charge = (text: string) => z.number().int().min(0).nullish().describe(text);
  const response = { 200: loanSchema };

  api.post(
    '/loans/:id/report-lost',
    {
      config: { access: { may: 'loans.mark_lost' } },
      schema: {
        tags,
        summary: 'Book a lent copy as lost',
        params: idParam,
        body: z.object({ charge: charge('whole rupiah for the copy; left out = by the rule') }).nullish(),
        response,
      },
    },
    async ({ ctx, params, body }) => markLost(ctx, { loanId: params.id, charge: body?.charge ?? null }),
  );

  api.post(
    '/loans/:id/claim-returned',
    {
      config: { access: { may: 'loans.mark_lost' } },
      schema: {
        tags,
        summary: 'The member says that it was brought back: the loan grows no later until it is found',
        params: idParam,
        body: z.object({ note: z.string().max(300).nullish() }).nullish(),
        response,
      },
    },
    async ({ ctx, params, body }) => claimReturned(ctx, { loanId: params.id, note: body?.note ?? null }),
  );
  api.post(
    '/loans/:id/withdraw-claim',
    {
      config: { access: { may: 'loans.mark_lost' } },
      schema: { tags, summary: 'The claim was a mistake: the loan runs as before', params: idParam, response },
    },
    async ({ ctx, params }) => withdrawClaim(ctx, params.id),
  );

  api.post(
    '/loans/:id/report-damage',
    {
      config: { access: { may: 'loans.mark_lost' } },
      schema: {
        tags,
        summary: 'The copy came back damaged: to repair, with a charge or without',
        params: idParam,
        body: z.object({ note: z.string().max(300), charge: charge('whole rupiah') }),
        response,
      },
    },
    async ({ ctx, params, body }) =>
      reportDamage(ctx, { loanId: params.id, note: body.note, charge: body.charge ?? null }),
  );
  api.post(
    '/loans/:id/withdraw-damage',
    {
      config: { access: { may: 'loans.mark_lost' } },
      schema: { tags, summary: 'It is not damaged: available, its charge taken off', params: idParam, response },
    },
    async ({ ctx, params }) => withdrawDamage(ctx, params.id),
  );

  api.post(
    '/loans/:id/replace-copy',
    {
      config: { access: { may: 'loans.mark_lost' } },
      schema: {
        tags,
        summary: 'The same title was brought instead: the new copy closes the obligation',
        params: idParam,
        body: z
          .object({ barcode: z.string().trim().max(100).nullish().describe('of the new copy; left out = a new one') })
          .nullish(),
        response,
      },
    },
    async ({ ctx, params, body }) => replaceCopy(ctx, { loanId: params.id, barcode: body?.barcode ?? null }),
  );
}
