import { exportOwnData } from '#modules/members';
import { personalFile } from '#web/personal-file.server.ts';
import type { RequestHandler } from './$types';

/** All data of the member who is signed in. By POST, since it leaves a trace. */
export const POST: RequestHandler = async ({ request, locals: { ctx, services } }) =>
  personalFile(request, ctx, services.config, 'lumbung-data', async () => exportOwnData(ctx, services.personalData));
