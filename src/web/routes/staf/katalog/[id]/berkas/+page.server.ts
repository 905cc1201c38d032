import { redirect } from '@sveltejs/kit';
import { addAttachment, getBib, listAttachments, removeCover, setCover } from '#modules/collection/catalog';
import { ATTACHMENT_ACCESS, COVER_MEGABYTES, coverAddress } from '#modules/collection/catalog/client';
import { addLicensedFile, licensesOf, setLicense, removeFile } from '#modules/lending/digital';
import { LONGEST_DAYS, MOST_COPIES } from '#modules/lending/digital/client';
import { listCategories } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { canAnywhere } from '#platform/authorize';
import { platformErrors } from '#platform/errors';
import { FORM_MEGABYTES } from '#shared/upload-limit';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { catalogName, catalogOptions, numberOf } from '#web/features/catalog/catalog-views.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { readUpload } from '#web/kit/form/read-upload.server.ts';
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

/** The file of a form; an empty choice is no file. */
function fileOf(data: FormData, name: string): File {
  const file = data.get(name);
  if (!(file instanceof File) || file.size === 0) throw platformErrors.invalidInput({}, { [name]: 'required' });
  return file;
}
const back = (id: string): never => redirect(303, localizeHref(`/staf/katalog/${id}/berkas`));

export const actions: Actions = {
  cover: async ({ request, locals: { ctx, services }, params, cookies }) => {
    let values: Record<string, string> = {};
    try {
      const data = await readUpload(request, 'cover');
      values = formValues(data);
      const input = { id: idOf(params.id), version: numberOf(values.version) };
      await setCover(ctx, services.storage, input, fileOf(data, 'cover'));
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.catalog_cover_saved());
    back(params.id);
  },
  uncover: async ({ request, locals: { ctx, services }, params, cookies }) => {
    const values = formValues(await request.formData());
    try {
      await removeCover(ctx, services.storage, { id: idOf(params.id), version: numberOf(values.version) });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.catalog_cover_removed());
    back(params.id);
  },
  attach: async ({ request, locals: { ctx, services }, params, cookies }) => {
    let values: Record<string, string> = {};
    try {
      const data = await readUpload(request, 'file');
      values = formValues(data);
      const access = ATTACHMENT_ACCESS.find((one) => one === values.access) ?? 'members';
      if (access === 'licensed') {
        const bibId = idOf(params.id);
        const { title = '', copies = '', loanDays = '' } = values;
        await addLicensedFile(ctx, services.storage, { bibId, title, copies, loanDays }, fileOf(data, 'file'));
      } else {
        await addAttachment(
          ctx,
          services.storage,
          {
            bibId: idOf(params.id),
            title: values.title ?? '',
            access,
            categoryCodes: data.getAll('categoryCodes').filter((code) => typeof code === 'string'),
          },
          fileOf(data, 'file'),
        );
      }
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.catalog_attachment_added());
    back(params.id);
  },
  license: async ({ request, locals: { ctx }, params, cookies }) => {
    const values = formValues(await request.formData());
    try {
      const { copies = '', loanDays = '' } = values;
      await setLicense(ctx, numberOf(values.attachment), { copies, loanDays });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.digital_terms_saved());
    back(params.id);
  },
  detach: async ({ request, locals: { ctx, services }, params, cookies }) => {
    const values = formValues(await request.formData());
    try {
      await removeFile(ctx, services.storage, numberOf(values.attachment));
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.catalog_attachment_removed());
    back(params.id);
  },
};
