import {
  hideSiteFile,
  listSiteFiles,
  mayChangeFile,
  removeSiteFile,
  renameSiteFile,
  setSiteCaptions,
} from '#modules/city/site';
import { CAPTIONS_LENGTH, FILE_EXTENSIONS, FILE_MEGABYTES } from '#modules/ground/content/client';
import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { AppError, platformErrors } from '#platform/errors';
import { explainError, explainFields } from '#platform/requests/problem';
import type { PageAccess } from '#platform/rights/access';
import { offeredFile } from '#web/features/content/parts/block-form.server.ts';
import { placeOptions } from '#web/features/libraries/parts/place-options.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { choiceIn, fileOrNull, idAsked, idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'site.edit'] };

const ON_A_PAGE = 24;
const TITLE_LENGTH = 200;
const LANGUAGES = ['id', 'en'] as const;

/** Why a file that was sent did not come in, as the address says it; null: it says nothing. */
function refusalIn(params: URLSearchParams, locale: 'id' | 'en'): string | null {
  const code = params.get('galat') ?? '';
  if (!/^(?:platform|content|libraries)\.[a-z_]+$/.test(code)) return null;
  const reason = params.get('alasan') ?? '';
  const refusal = new AppError(code, 422, { megabytes: Number(params.get('batas')) || FILE_MEGABYTES.video });
  if (!/^[a-z_]+$/.test(reason)) return explainError(refusal, locale);
  return explainFields(new AppError(code, 422, refusal.params, { file: reason }), locale).file ?? null;
}

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const before = idAsked(url.searchParams.get('sebelum'));
  const hidden = url.searchParams.get('tawaran') === 'tidak';
  const files = await listSiteFiles(ctx, { before, hidden, limit: ON_A_PAGE + 1 });
  const shown = files.slice(0, ON_A_PAGE);
  const codes = new Map((await listLibraries(ctx)).map(({ id, code }) => [String(id), code]));
  const places = await placeOptions(ctx, ['news.edit', 'site.edit']);
  const offered = localizeHref('/staf/kabar/berkas');
  const own = hidden ? `${offered}?tawaran=tidak` : offered;
  return {
    megabytes: FILE_MEGABYTES,
    megabytesOf: Object.fromEntries(FILE_EXTENSIONS.map(({ extension, kind }) => [extension, FILE_MEGABYTES[kind]])),
    hidden,
    otherHref: hidden ? offered : `${offered}?tawaran=tidak`,
    // what was typed in a form that was refused
    typed: {
      title: (url.searchParams.get('judul') ?? '').slice(0, TITLE_LENGTH),
      library: url.searchParams.get('tempat') ?? '',
    },
    longest: CAPTIONS_LENGTH,
    bringHref: `/api/v1/site-files?locale=${ctx.locale}`,
    refusal: refusalIn(url.searchParams, ctx.locale),
    added: idAsked(url.searchParams.get('baru')),
    places: places.map(({ value, label }) => ({ value: codes.get(value) ?? '', label })),
    files: shown.map((file) => ({
      ...offeredFile(file, ctx.locale),
      version: file.version,
      fileName: file.fileName,
      isVideo: file.kind === 'video',
      mayWrite: mayChangeFile(ctx, file.libraryId),
      captions: LANGUAGES.map((language) => ({ language, href: file.captions[language] })),
    })),
    next: files.length > ON_A_PAGE ? `${own}${hidden ? '&' : '?'}sebelum=${shown.at(-1)?.id}` : null,
    first: before === null ? null : own,
  };
};

const at = (id: number): string => `#berkas-${id}`;

export const actions: Actions = {
  save: formAction({ form: 'save', anywhere: true }, async ({ ctx, values }) => {
    const id = idIn(values);
    await renameSiteFile(ctx, id, { title: values.title ?? '', version: versionIn(values) });
    return done(m.site_saved(), at(id));
  }),
  captions: formAction(
    { form: 'captions', upload: 'file', anywhere: true },
    async ({ ctx, services, values, data }) => {
      const id = idIn(values);
      const file = fileOrNull(data, 'file');
      // what is longer than any captions is refused by its length, whatever it holds
      const text = file ? await file.slice(0, 4 * CAPTIONS_LENGTH).text() : (values.text ?? '');
      // what is left empty by mistake takes nothing away
      if (text.trim() === '') throw platformErrors.invalidInput({}, { text: 'required' });
      const language = choiceIn(values, 'language', LANGUAGES);
      await setSiteCaptions(ctx, services.storage, id, { language, text, version: versionIn(values) });
      return done(m.site_captions_put(), at(id));
    },
  ),
  drop: formAction({ form: 'drop', anywhere: true }, async ({ ctx, services, values }) => {
    const id = idIn(values);
    const language = choiceIn(values, 'language', LANGUAGES);
    await setSiteCaptions(ctx, services.storage, id, { language, text: '', version: versionIn(values) });
    return done(m.site_captions_gone(), at(id));
  }),
  hide: formAction({ form: 'hide', anywhere: true }, async ({ ctx, values }) => {
    await hideSiteFile(ctx, idIn(values), versionIn(values));
    return m.site_file_hidden();
  }),
  remove: formAction({ form: 'remove', anywhere: true }, async ({ ctx, services, values }) => {
    await removeSiteFile(ctx, services.storage, idIn(values), versionIn(values));
    return m.site_file_removed();
  }),
};
