import { addAttachment, getBib, listAttachments, removeCover, setCover } from '#modules/collection/catalog';
import { ATTACHMENT_ACCESS, COVER_MEGABYTES, coverAddress } from '#modules/collection/catalog/client';
import { addLicensedFile, licensesOf, setLicense, removeFile } from '#modules/lending/digital';
import { LONGEST_DAYS, MOST_COPIES } from '#modules/lending/digital/client';
import { listCategories } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { FORM_MEGABYTES } from '#shared/upload-limit';
import { m } from '#i18n/messages';
import { catalogName, catalogOptions } from '#web/features/catalog/catalog-views.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { versionIn, fileIn, textsIn, idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'catalog.read' },
  actions: {
    cover: { may: 'covers.edit' },
    uncover: { may: 'covers.edit' },
    attach: { may: 'catalog.edit' },
    license: { may: 'catalog.edit' },
    detach: { may: 'catalog.edit' },
  },
};

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const bib = await getBib(ctx, idOf(params.id));
  const categories = await listCategories(ctx);
  const attachments = await listAttachments(ctx, bib.id);
  const lent = attachments.filter(({ access }) => access === 'licensed').map(({ id }) => id);
  const licenses = await licensesOf(ctx, lent);
  return {
    cover: coverAddress(bib.coverLargeKey, bib.id),
    hasPicture: bib.coverKey !== null,
    mayCover: canAnywhere(ctx.actor, 'covers.edit') && bib.deletedAt === null,
    accesses: catalogOptions('access', ATTACHMENT_ACCESS, ctx.locale),
    categories: categories.map(({ code, nameId, nameEn }) => ({ code, name: ctx.locale === 'en' ? nameEn : nameId })),
    megabytes: { cover: COVER_MEGABYTES, file: FORM_MEGABYTES },
    limits: { copies: MOST_COPIES, days: LONGEST_DAYS },
    attachments: attachments.map((attachment) => ({
      id: attachment.id,
      title: attachment.title,
      fileName: attachment.fileName,
      kilobytes: Math.ceil(attachment.sizeBytes / 1024),
      access: catalogName('access', attachment.access, ctx.locale),
      downloads: attachment.downloads,
      licensed: attachment.access === 'licensed',
      license: licenses.get(attachment.id) ?? null,
    })),
  };
};

export const actions: Actions = {
  cover: formAction({ upload: 'cover' }, async ({ ctx, services, params, values, data }) => {
    const input = { id: idOf(params.id), version: versionIn(values) };
    await setCover(ctx, services.storage, input, fileIn(data, 'cover'));
    return m.catalog_cover_saved();
  }),
  uncover: formAction(async ({ ctx, services, params, values }) => {
    await removeCover(ctx, services.storage, { id: idOf(params.id), version: versionIn(values) });
    return m.catalog_cover_removed();
  }),
  attach: formAction({ upload: 'file' }, async ({ ctx, services: { storage }, params, values, data }) => {
    const { title = '', copies = '', loanDays = '' } = values;
    const bibId = idOf(params.id);
    const access = ATTACHMENT_ACCESS.find((one) => one === values.access) ?? 'members';
    const file = fileIn(data, 'file');
    if (access === 'licensed') await addLicensedFile(ctx, storage, { bibId, title, copies, loanDays }, file);
    else {
      const categoryCodes = textsIn(data, 'categoryCodes');
      await addAttachment(ctx, storage, { bibId, title, access, categoryCodes }, file);
    }
    return m.catalog_attachment_added();
  }),
  license: formAction(async ({ ctx, values }) => {
    const { copies = '', loanDays = '' } = values;
    await setLicense(ctx, idIn(values, 'attachment'), { copies, loanDays });
    return m.digital_terms_saved();
  }),
  detach: formAction(async ({ ctx, services, values }) => {
    await removeFile(ctx, services.storage, idIn(values, 'attachment'));
    return m.catalog_attachment_removed();
  }),
};
