import { Readable } from 'node:stream';
import { openMemberPhoto } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'members.read' };

/** The photo of a member, for those who may read members. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) => {
  try {
    const photo = await openMemberPhoto(ctx, services.storage, params.number);
    return new Response(Readable.toWeb(photo) as ReadableStream, {
      headers: { 'content-type': 'image/webp', 'cache-control': 'private, no-cache' },
    });
  } catch (error) {
    if (error instanceof AppError) return new Response(null, { status: error.status });
    throw error;
  }
};
