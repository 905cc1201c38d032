import { compareMerge, mergePartners } from '#modules/city/partners';
import { MERGED_FIELDS, type MergedField, type Partner } from '#modules/city/partners/client';
import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Locale } from '#platform/context';
import { platformErrors } from '#platform/errors';
import type { PageAccess } from '#platform/rights/access';
import { formatDate } from '#shared/dates';
import { kindWords, nameOf, partnerHref } from '#web/features/partners/partner-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idAsked, idIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

const LABELS: Record<MergedField, () => string> = {
  kind: m.partners_field_kind,
  name: m.partners_field_name,
  address: m.partners_field_address,
  kelurahan: m.partners_field_kelurahan,
  phone: m.partners_field_phone,
  email: m.partners_field_email,
  site: m.partners_field_site,
  about: m.partners_field_about,
  aboutEn: m.partners_field_about_en,
  story: m.partners_field_story,
  storyEn: m.partners_field_story_en,
  since: m.partners_field_since,
  libraryId: m.partners_field_library,
  inChargeId: m.partners_field_in_charge,
  schoolLibraryId: m.partners_field_school,
};

/** A field as people read it. */
function valueWords(
  partner: Partner,
  field: MergedField,
  { libraries, locale }: { libraries: ReadonlyMap<number, string>; locale: Locale },
): string {
  if (field === 'kind') return kindWords(partner.kind);
  if (field === 'since') return partner.since === null ? '' : formatDate(partner.since, locale);
  if (field === 'inChargeId') return partner.inCharge ?? '';
  if (field === 'libraryId' || field === 'schoolLibraryId') return libraries.get(partner[field] ?? 0) ?? '';
  return partner[field];
}

/** `?satu=1&dua=2`: the first stays. */
export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  const [one, two] = [idAsked(searchParams.get('satu')), idAsked(searchParams.get('dua'))];
  if (one === null || two === null) throw platformErrors.notFound();
  const { keep, drop, differ } = await compareMerge(ctx, one, two);
  const libraries = new Map((await listLibraries(ctx)).map(({ id, name }) => [id, name]));
  const words = (partner: Partner, field: MergedField) => valueWords(partner, field, { libraries, locale: ctx.locale });
  const side = (partner: Partner) => ({
    id: partner.id,
    name: nameOf(partner.name),
    href: partnerHref(partner.id),
    version: partner.version,
  });
  return {
    keep: side(keep),
    drop: side(drop),
    swapHref: localizeHref(`/staf/mitra/gabung?satu=${drop.id}&dua=${keep.id}`),
    fields: differ.map((field) => ({
      name: `pakai-${field}`,
      label: LABELS[field](),
      options: [
        { value: 'satu', label: words(keep, field) },
        { value: 'dua', label: words(drop, field) },
      ],
    })),
  };
};

export const actions: Actions = {
  merge: formAction(async ({ ctx, values }) => {
    const keepId = idIn(values, 'keepId');
    await mergePartners(ctx, {
      ...{ keepId, dropId: idIn(values, 'dropId') },
      ...{ keepVersion: wholeIn(values, 'keepVersion') ?? -1, dropVersion: wholeIn(values, 'dropVersion') ?? -1 },
      take: MERGED_FIELDS.filter((field) => values[`pakai-${field}`] === 'dua'),
    });
    return done(m.partners_merge_done(), `/staf/mitra/${keepId}`);
  }),
};
