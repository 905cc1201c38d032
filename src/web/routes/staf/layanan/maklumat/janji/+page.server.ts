import { getPledges, publishPledge, writePledge } from '#modules/city/promises';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { signFirst } from '#web/features/promises/sign-first.server.ts';
import { signatureOf } from '#web/features/promises/standard-form.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'standards.manage', network: true };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const { published, draft } = await getPledges(ctx);
  const shown = draft ?? published;
  return {
    published: published?.text ?? null,
    hasDraft: draft !== null,
    version: draft?.version ?? 0,
    values: { text: shown?.text ?? '', textEn: shown?.textEn ?? '' },
    sign: await signFirst(ctx),
  };
};

export const actions: Actions = {
  save: formAction({ form: 'save' }, async ({ ctx, values }) => {
    await writePledge(ctx, { text: values.text ?? '', textEn: values.textEn ?? '', version: versionIn(values) });
    return m.promises_pledge_saved();
  }),
  publish: formAction({ form: 'publish' }, async ({ ctx, values }) => {
    await publishPledge(ctx, { ...signatureOf(values), version: versionIn(values) });
    return done(m.promises_published(), '/staf/layanan/maklumat');
  }),
};
