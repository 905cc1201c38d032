import { readyPrograms } from '#modules/community/certificates';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';
import { staffProgramPath } from '#web/features/programs/parts/staff-program.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

/** Programmes that are over and whose certificates nobody has given yet. */
export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  programs: (await readyPrograms(ctx)).map(({ id, title, libraryName, timeZone, endedAt, came }) => ({
    id,
    title,
    came,
    from: `${libraryName}, ${formatDate(localDate(endedAt, timeZone), ctx.locale)}`,
    href: localizeHref(staffProgramPath(id, '/sertifikat')),
  })),
});
