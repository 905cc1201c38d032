import { mapTable } from '#modules/city/partners';
import { PARTNER_KINDS } from '#modules/city/partners/client';
import { askTable } from '#modules/ground/heavy-work';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

/** The map as it stands on the page, as a file. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url: { searchParams } }) =>
  madeFile(ctx, async () => {
    const rows = await mapTable(ctx, {
      kind: PARTNER_KINDS.find((one) => one === searchParams.get('jenis')) ?? null,
      libraryId: idAsked(searchParams.get('di')),
    });
    const format = searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv';
    return askTable(ctx, services.heavy, { name: 'peta-mitra', format, rows });
  });
