import { ledgerPdf } from '#modules/city/ledgers';
import { getPartner } from '#modules/city/partners';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { pdfResponse } from '#web/features/charges/parts/receipt-file.server.ts';
import { periodAsked, yearAsked } from '#web/features/ledgers/ledger-view.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

/** A page to frame, in the language of `?bahasa=`, of the year of `?tahun=`. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url: { searchParams } }) => {
  try {
    const partner = await getPartner(ctx, idOf(params.id));
    const { period } = await periodAsked(ctx, partner, yearAsked(searchParams));
    const { fileName, body } = await ledgerPdf(ctx, services.config, {
      ...{ partnerId: partner.id, period },
      locale: searchParams.get('bahasa') === 'en' ? 'en' : 'id',
    });
    return pdfResponse(fileName, body);
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
