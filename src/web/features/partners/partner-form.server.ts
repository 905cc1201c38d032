import type { PartnerInput } from '#modules/city/partners';
import { partnerKeepers } from '#modules/city/partners';
import { PARTNER_KINDS, type Partner } from '#modules/city/partners/client';
import { listLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { choiceIn, idIn, idOrNull } from '#web/kit/form/read-fields.server.ts';
import { kindOptions } from './partner-words.server.ts';

type Values = Readonly<Record<string, string | undefined>>;

/** The day of a field; empty = null. What is no day is refused by the use case, at the field. */
export const dayOrNull = (values: Values, field: string): string | null => values[field]?.trim() || null;

/** What a form of a partner says. Throws refusals at the fields of choices. */
export const partnerOf = (values: Values): PartnerInput => ({
  kind: choiceIn(values, 'kind', PARTNER_KINDS),
  name: values.name ?? '',
  address: values.address ?? '',
  kelurahan: values.kelurahan ?? '',
  phone: values.phone ?? '',
  email: values.email?.trim() ?? '',
  site: values.site?.trim() ?? '',
  about: values.about ?? '',
  aboutEn: values.aboutEn ?? '',
  story: values.story ?? '',
  storyEn: values.storyEn ?? '',
  namedOn: dayOrNull(values, 'namedOn'),
  since: dayOrNull(values, 'since'),
  libraryId: idIn(values, 'libraryId'),
  inChargeId: idOrNull(values, 'inChargeId'),
  schoolLibraryId: idOrNull(values, 'schoolLibraryId'),
});

/** What a form of a partner can choose from. */
export async function partnerChoices(ctx: Ctx, kept: Partner | null = null) {
  // what is chosen stays to be chosen, also where it is closed by now
  const libraries = (await listLibraries(ctx)).filter(
    ({ id, active }) => active || id === kept?.libraryId || id === kept?.schoolLibraryId,
  );
  const keepers = await partnerKeepers(ctx);
  const others =
    kept?.inChargeId && !keepers.some(({ id }) => id === kept.inChargeId)
      ? [{ id: kept.inChargeId, name: kept.inCharge ?? '' }]
      : [];
  return {
    kinds: kindOptions(),
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    schools: libraries.filter(({ type }) => type === 'sekolah').map(({ id, name }) => ({ value: id, label: name })),
    keepers: [...keepers, ...others].map(({ id, name }) => ({ value: id, label: name })),
  };
}
