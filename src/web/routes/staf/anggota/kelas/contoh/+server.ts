import { classListTemplate } from '#modules/collection/imports';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'members.edit' };

/** A class list to fill in. */
export const GET: RequestHandler = ({ locals: { ctx } }) => {
  authorizeAnywhere(ctx, 'members.edit');
  return new Response(classListTemplate(), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="daftar-kelas.csv"',
    },
  });
};
