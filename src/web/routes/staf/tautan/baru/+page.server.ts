import { redirect } from '@sveltejs/kit';
import { makeLink } from '#modules/stock/links';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { findDesk } from '#web/features/circulation/desk/desk-library.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { kindOptions, targetOf } from '#web/features/links/link-words.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'links.manage' };

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
  const { library, libraries } = await findDesk(locals.ctx, cookies, ['links.manage']);
  return {
    library: String(library.id),
    libraries: libraries.map(({ id, name }) => ({ value: String(id), label: name })),
    kinds: kindOptions(),
    kind: url.searchParams.get('jenis') ?? 'poster',
    target: url.searchParams.get('tujuan') ?? '',
    label: url.searchParams.get('nama') ?? '',
  };
};

export const actions: Actions = {
  default: async ({ locals: { ctx }, cookies, request }) => {
    const values = formValues(await request.formData());
    let code: string;
    try {
      const words = { label: values.label ?? '', place: values.place ?? '' };
      code = await makeLink(ctx, idIn(values, 'library'), { ...targetOf(values), ...words });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.links_made_said());
    redirect(303, localizeHref(`/staf/tautan/${code}`));
  },
};
