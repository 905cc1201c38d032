import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** The form asks by `?kode=`; each letter has an address of its own. */
export const load: PageServerLoad = ({ url }) => {
  const code = url.searchParams.get('kode')?.trim();
  if (code) redirect(303, localizeHref(`/periksa/${encodeURIComponent(code)}`));
};
