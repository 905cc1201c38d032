import { claimOnPage, leaveFile, nameOnPage, writeOnPage } from '#modules/city/partners';
import { m } from '#i18n/messages';
import { platformErrors } from '#platform/errors';
import type { PageAccess } from '#platform/rights/access';
import { linkComing, linkResults } from '#web/features/ledgers/parts/link-page.server.ts';
import { partnerPageOf } from '#web/features/partners/pages/partner-page.server.ts';
import { SECRET_ADDRESS } from '#web/kit/answers/secret-address.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { fileIn, idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { secret: 'the code of a link to the page of a partner' };

const keyOf = (event: Pick<RequestEvent, 'params' | 'getClientAddress'>) => ({
  code: event.params.code,
  ip: event.getClientAddress(),
});

/** The page of a partner, for whoever has its link. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, getClientAddress, setHeaders }) => {
  setHeaders({ ...SECRET_ADDRESS, 'x-robots-tag': 'noindex' });
  const key = keyOf({ params, getClientAddress });
  const page = await partnerPageOf(ctx, key);
  const sessions = page.coming === null ? [] : await linkComing(ctx, key);
  return {
    page: { ...page, coming: page.coming && [...sessions, ...page.coming] },
    results: page.results === null ? null : await linkResults(ctx, key),
  };
};

export const actions: Actions = {
  claim: formAction<RequestEvent, ReturnType<typeof done>>({ form: 'claim' }, async ({ ctx, event, values }) => {
    await claimOnPage(ctx, keyOf(event), { dutyId: idIn(values, 'dutyId'), words: values.words ?? '' });
    return done(m.partner_page_claim_sent(), '#perlu');
  }),
  file: formAction<RequestEvent, ReturnType<typeof done>>(
    { form: 'file', upload: 'file' },
    async ({ ctx, services, event, values, data }) => {
      const file = fileIn(data, 'file');
      await leaveFile(ctx, services.storage, keyOf(event), { file, name: file.name, words: values.words ?? '' });
      return done(m.partner_page_file_sent(), '#berkas');
    },
  ),
  person: formAction<RequestEvent, ReturnType<typeof done>>({ form: 'person' }, async ({ ctx, event, values }) => {
    if (values.agrees !== 'ya') throw platformErrors.invalidInput({}, { agrees: 'required' });
    await nameOnPage(ctx, keyOf(event), {
      ...{ name: values.name ?? '', role: values.role ?? '', phone: values.phone ?? '' },
      ...{ email: values.email?.trim() ?? '', agrees: true },
    });
    return done(m.partner_page_person_sent(), '#orang');
  }),
  write: formAction<RequestEvent, ReturnType<typeof done>>({ form: 'write' }, async ({ ctx, event, values }) => {
    await writeOnPage(ctx, keyOf(event), { text: values.text ?? '' });
    return done(m.partner_page_message_sent(), '#pesan');
  }),
};
