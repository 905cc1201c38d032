import { getLibrary } from '#modules/ground/libraries';
import { acceptAsNew, acceptAsOwn, viewInvitation } from '#modules/learning/courses';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { formatDate, localDate } from '#shared/dates';
import { SECRET_ADDRESS } from '#web/kit/answers/secret-address.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the link of the invitation' };

const ROOM = '/staf/guru';

// the address is a key: of our own pages that of signing in alone is told it, in its own address, so as to lead back
export const load: PageServerLoad = async ({ locals: { ctx }, params, setHeaders }) => {
  setHeaders({ ...SECRET_ADDRESS, 'x-robots-tag': 'noindex' });
  const { courseTitle, name, invitedBy, libraryId, expiresAt } = await viewInvitation(ctx, params.token);
  const library = await getLibrary(ctx, libraryId);
  const day = formatDate(localDate(expiresAt, library.timeZone), ctx.locale);
  return {
    ...{ courseTitle, name },
    about: m.coauthors_invitation_about({ name: invitedBy, library: library.name, day }),
    signedInAs: ctx.actor.kind === 'account' ? ctx.actor.name : null,
    signInHref: `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(localizeHref(`/undangan-menulis/${params.token}`))}`,
  };
};

export const actions: Actions = {
  new: formAction({ form: 'new', keeps: false }, async ({ ctx, params, values }) => {
    const { username = '', password = '', repeated = '' } = values;
    if (password !== repeated) throw platformErrors.invalidInput({}, { repeated: 'password_differs' });
    await acceptAsNew(ctx, params.token, { username, password });
    return done(m.coauthors_welcome_new(), `/masuk?lanjut=${encodeURIComponent(localizeHref(ROOM))}`);
  }),
  own: formAction({ form: 'own' }, async ({ ctx, params }) => {
    await acceptAsOwn(ctx, params.token);
    return done(m.coauthors_welcome(), ROOM);
  }),
};
