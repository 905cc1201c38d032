import { exportOwnData } from '#modules/members';
import { jsonFile } from '#web/json-file.server.ts';
import type { RequestHandler } from './$types';

/** All data of the member who is signed in. By POST, since it leaves a trace. */
export const POST: RequestHandler = async ({ locals: { ctx, services } }) =>
  jsonFile('lumbung-data.json', await exportOwnData(ctx, services.personalData));
