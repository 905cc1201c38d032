import { campaignTable } from '#modules/city/campaigns';
import { askTable } from '#modules/ground/heavy-work';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['campaigns.manage', 'campaigns.approve'] };

/** What came of a campaign as a table, in the form of `?format=`. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url: { searchParams } }) =>
  madeFile(ctx, async () => {
    const rows = await campaignTable(ctx, idOf(params.id));
    const format = searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv';
    return askTable(ctx, services.heavy, { name: 'kampanye', format, rows });
  });
