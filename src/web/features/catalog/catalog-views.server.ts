import { AUTHORITY_KINDS, MATERIAL_KINDS, type AuthorityKind } from '#modules/collection/catalog/client';
import type { Locale } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import type { MaterialKind } from '#shared/marc/derived-bib';

/** A code of the catalogue in words (`catalog_<list>_<code>`). */
export const catalogName = (list: string, code: string, locale: Locale): string =>
  sentenceOf(`catalog_${list}`, code.replaceAll('-', '_'), {}, locale) ?? code;

/** Codes as choices of a list. */
export const catalogOptions = (
  list: string,
  codes: readonly string[],
  locale: Locale,
): { value: string; label: string }[] => codes.map((code) => ({ value: code, label: catalogName(list, code, locale) }));

export const asMaterial = (text: string | null | undefined): MaterialKind | undefined =>
  MATERIAL_KINDS.find((kind) => kind === text);
export const asAuthorityKind = (text: string | null | undefined): AuthorityKind | undefined =>
  AUTHORITY_KINDS.find((kind) => kind === text);
