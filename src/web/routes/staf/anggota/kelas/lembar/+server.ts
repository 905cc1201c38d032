import { consentSheetPdf } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { classLibraries } from '#web/features/members/school-libraries.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'members.edit' };

/** The consent sheet of a class, to be signed. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) => {
  authorizeAnywhere(ctx, 'members.edit');
  const { chosen } = await classLibraries(ctx, url.searchParams.get('perpustakaan'));
  const className = url.searchParams.get('kelas') ?? '';
  const body = await consentSheetPdf(ctx, services.config, { libraryId: chosen.id, className });
  return new Response(body, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': 'inline; filename="lembar-izin.pdf"',
      'cache-control': 'private, no-store',
    },
  });
};
