import { exportOwnData } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { personalFile } from '#web/features/members/personal-file.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'member';

/** All data of the member who is signed in. By POST, since it leaves a trace. */
export const POST: RequestHandler = async ({ request, locals: { ctx, services } }) =>
  personalFile(request, ctx, services.config, 'lumbung-data', async () => exportOwnData(ctx, services));
