import { addSitePicture, changeSitePicture, hideSitePicture, listSitePictures } from '#modules/city/site';
import { PICTURE_MEGABYTES } from '#modules/ground/content/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { offeredPicture } from '#web/features/content/parts/block-form.server.ts';
import { placeOptions } from '#web/features/libraries/parts/place-options.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { fileIn, idAsked, idIn, idOrNull, versionIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'site.edit'] };

const ON_A_PAGE = 24;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const before = idAsked(url.searchParams.get('sebelum'));
  const pictures = await listSitePictures(ctx, { before, limit: ON_A_PAGE + 1 });
  const shown = pictures.slice(0, ON_A_PAGE);
  return {
    megabytes: PICTURE_MEGABYTES,
    places: await placeOptions(ctx, ['news.edit', 'site.edit']),
    pictures: shown.map((picture) => ({
      ...offeredPicture(picture),
      version: picture.version,
      credit: picture.credit,
      size: `${picture.width} × ${picture.height}`,
      focusX: String(picture.focusX),
      focusY: String(picture.focusY),
    })),
    next: pictures.length > ON_A_PAGE ? `${localizeHref('/staf/kabar/gambar')}?sebelum=${shown.at(-1)?.id}` : null,
    first: before === null ? null : localizeHref('/staf/kabar/gambar'),
  };
};

export const actions: Actions = {
  add: formAction({ form: 'add', upload: 'picture', anywhere: true }, async ({ ctx, services, values, data }) => {
    const { alt = '', credit = '' } = values;
    const picture = fileIn(data, 'picture');
    await addSitePicture(ctx, services.storage, { libraryId: idOrNull(values, 'libraryId'), alt, credit, picture });
    return m.site_picture_added();
  }),
  save: formAction({ form: 'save', anywhere: true }, async ({ ctx, values }) => {
    const { alt = '', credit = '' } = values;
    const focus = { focusX: wholeIn(values, 'focusX') ?? 50, focusY: wholeIn(values, 'focusY') ?? 50 };
    await changeSitePicture(ctx, idIn(values), { alt, credit, ...focus, version: versionIn(values) });
    return m.site_saved();
  }),
  hide: formAction({ form: 'hide', anywhere: true }, async ({ ctx, values }) => {
    await hideSitePicture(ctx, idIn(values), versionIn(values));
    return m.site_picture_hidden();
  }),
};
