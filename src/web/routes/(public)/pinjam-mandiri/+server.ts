import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** The short address of self-checkout, as the room's screen shows it: it lives in the reader's account. */
export const GET: RequestHandler = ({ url }) => redirect(303, localizeHref('/akun/pinjam-mandiri') + url.search);
