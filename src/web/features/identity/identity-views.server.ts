import type { Library } from '#modules/ground/libraries';
import type { Locale } from '#platform/context';
import type { Services } from '#platform/services';
import { sentenceOf } from '#platform/requests/problem';
import { m } from '#i18n/messages';
import type { RefusedForm } from '#web/kit/form/form-action.server.ts';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { textsIn } from '#web/kit/form/read-fields.server.ts';

/** The name of a role in the reader's language. */
export const roleName = (role: { nameId: string; nameEn: string }, locale: Locale): string =>
  locale === 'en' ? role.nameEn : role.nameId;

/** The name of the library that a grant or an account belongs to; null = the whole network. */
export const placeName = (libraries: readonly Library[], id: number | null): string =>
  id === null ? m.identity_whole_network() : (libraries.find((library) => library.id === id)?.name ?? `#${id}`);

/** The libraries as a choice. */
export const libraryOptions = (libraries: readonly Library[]): { value: number; label: string }[] =>
  libraries.map((library) => ({ value: library.id, label: library.name }));

type Known = Services['permissions'];

export const permissionName = (known: Known, permission: string, locale: Locale): string =>
  known.find(({ code }) => code === permission)?.name[locale] ?? permission;

/** All permissions by area, as people read them. */
export function permissionGroups(
  known: Known,
  locale: Locale,
): { area: string; title: string; options: { value: string; label: string }[] }[] {
  const areas = [...new Set(known.map(({ code }) => code.split('.')[0] ?? ''))];
  return areas.map((area) => ({
    area,
    title: sentenceOf('identity_area', area, {}, locale) ?? area,
    options: known
      .filter(({ code }) => code.startsWith(`${area}.`))
      .map(({ code, name }) => ({ value: code, label: name[locale] })),
  }));
}

export const asLocale = (text: string | undefined): Locale => (text === 'en' ? 'en' : 'id');

/** What is told of a refusal: the permissions that were ticked are ticked again. */
export const withPermissions = (refusal: FormRefusal, { data }: RefusedForm): FormRefusal => ({
  ...refusal,
  values: { ...refusal.values, permissions: textsIn(data, 'permissions').join(' ') },
});
