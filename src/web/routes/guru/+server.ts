import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** The short address of the teachers' room, as it is told and printed. */
export const GET: RequestHandler = () => redirect(303, localizeHref('/staf/guru'));
