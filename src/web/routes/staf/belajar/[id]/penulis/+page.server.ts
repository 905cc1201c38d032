import { inviteAuthor, removeAuthor, renewInvitation, revokeInvitation } from '#modules/learning/courses';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { authorsView, invitationPath } from '#web/features/courses/editor/together/authors-view.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn, idOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => authorsView(ctx, idOf(params.id));

export const actions: Actions = {
  invite: formAction({ form: 'invite', anywhere: true }, async ({ ctx, services, params, values, url }) => {
    const { name = '', email = '' } = values;
    const asked = { name, email, libraryId: idOrNull(values, 'libraryId') };
    const { token } = await inviteAuthor(ctx, idOf(params.id), asked);
    return { link: siteOrigin(services, url) + localizeHref(invitationPath(token)), name, email };
  }),
  renew: formAction({ form: 'act', anywhere: true }, async ({ ctx, services, values, url }) => {
    const { token, name, email } = await renewInvitation(ctx, idIn(values, 'id'));
    return { link: siteOrigin(services, url) + localizeHref(invitationPath(token)), name, email };
  }),
  revoke: formAction({ form: 'act', anywhere: true }, async ({ ctx, values }) => {
    await revokeInvitation(ctx, idIn(values, 'id'));
    return m.coauthors_revoked();
  }),
  remove: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await removeAuthor(ctx, idOf(params.id), idIn(values, 'accountId'));
    return m.coauthors_removed();
  }),
};
