import { redirect } from '@sveltejs/kit';
import { proposalForm, proposeProgram } from '#modules/community/ideas';
import { PROPOSAL_AUDIENCES } from '#modules/community/ideas/client';
import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { audienceOptions } from '#web/features/ideas/proposal-words.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx, services }, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const { token, challenge } = await proposalForm(ctx, services.secrets);
  return {
    token,
    challenge: JSON.stringify(challenge),
    isMember: ctx.actor.kind === 'member',
    libraries: (await listLibraries(ctx, { active: true })).map(({ id, name }) => ({ value: id, label: name })),
    audiences: audienceOptions(),
  };
};

export const actions: Actions = {
  default: async ({ locals: { ctx, services }, request, cookies, getClientAddress }) => {
    const values = formValues(await request.formData());
    let token: string;
    try {
      token = await proposeProgram(ctx, services.secrets, {
        token: values.token ?? '',
        proof: values.proof ?? '',
        ip: getClientAddress(),
        libraryId: idIn(values, 'libraryId'),
        title: values.title ?? '',
        description: values.description ?? '',
        audience: PROPOSAL_AUDIENCES.find((one) => one === values.audience) ?? 'all',
        wantedWhen: values.wantedWhen ?? '',
        name: values.name ?? '',
        email: values.email ?? '',
        coHost: values.coHost === 'ya',
        coHostNote: values.coHostNote ?? '',
      });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.proposal_sent());
    redirect(303, localizeHref(`/kegiatan/usul/${token}`));
  },
};
