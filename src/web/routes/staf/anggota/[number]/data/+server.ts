import { exportMember } from '#modules/members';
import { AppError } from '#platform/errors';
import { jsonFile } from '#web/json-file.server.ts';
import type { RequestHandler } from './$types';

/** All data of a member, for whoever answers requests. By POST, since it leaves a trace and completes the request. */
export const POST: RequestHandler = async ({ locals: { ctx, services }, params }) => {
  try {
    return jsonFile(`lumbung-${params.number}.json`, await exportMember(ctx, services.personalData, params.number));
  } catch (error) {
    if (error instanceof AppError) return new Response(null, { status: error.status });
    throw error;
  }
};
