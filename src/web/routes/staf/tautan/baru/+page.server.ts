import { makeLink } from '#modules/stock/links';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { kindOptions, targetOf } from '#web/features/links/link-words.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'links.manage' };

export const load: PageServerLoad = async ({ locals, url }) => {
  const { library, libraries } = await findDesk(locals.ctx, ['links.manage']);
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
  default: formAction(async ({ ctx, values }) => {
    const { label = '', place = '' } = values;
    const code = await makeLink(ctx, idIn(values, 'library'), { ...targetOf(values), label, place });
    return done(m.links_made_said(), `/staf/tautan/${code}`);
  }),
};
