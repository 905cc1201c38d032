import { ARCHIVE_MEGABYTES } from '#modules/learning/courses/client';
import { listLibraries } from '#modules/ground/libraries';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { archiveRefusal } from '#web/features/courses/editor/archive-refusal.server.ts';
import { courseList } from '#web/features/courses/editor/course-list.server.ts';
import { placeOptions } from '#web/features/libraries/parts/place-options.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const codes = new Map((await listLibraries(ctx)).map(({ id, code }) => [String(id), code]));
  const places = await placeOptions(ctx, ['courses.manage']);
  return {
    list: await courseList(ctx, url.searchParams),
    archive: {
      // it goes past the page: an archive is larger than a form of a page may be
      href: `/api/v1/course-archive-files?locale=${ctx.locale}`,
      megabytes: ARCHIVE_MEGABYTES,
      places: places.map(({ value, label }) => ({ value: codes.get(value) ?? '', label })),
      refusal: archiveRefusal(url.searchParams, ctx.locale),
      again: localizeHref('/staf/belajar'),
    },
  };
};
