import { proposalForm, proposeProgram } from '#modules/community/ideas';
import { PROPOSAL_AUDIENCES } from '#modules/community/ideas/client';
import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { audienceOptions } from '#web/features/ideas/parts/proposal-words.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
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
  default: formAction(async ({ ctx, services, event, values }) => {
    const token = await proposeProgram(ctx, services.secrets, {
      token: values.token ?? '',
      proof: values.proof ?? '',
      ip: event.getClientAddress(),
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
    return done(m.proposal_sent(), `/kegiatan/usul/${token}`);
  }),
};
