import type { PageAccess } from '#platform/rights/access';
import { stopWork, workPage } from '#web/features/heavy-work/work-page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the address that the first answer named' };

const FOLDER = '/pekerjaan';

export const load: PageServerLoad = async ({ locals: { ctx }, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
  return { work: await workPage(ctx, params.id, FOLDER) };
};

export const actions: Actions = {
  cancel: async ({ locals: { ctx }, params }) => stopWork(ctx, params.id, FOLDER),
};
