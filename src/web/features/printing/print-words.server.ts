import { CARD_FIELDS } from '#modules/people/members/client';
import { linesFor } from '#modules/stock/printing';
import { PRINT_KINDS, type Layout, type PrintKind } from '#modules/stock/printing/client';
import { can } from '#platform/rights/authorize';
import type { Actor, Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { sentenceOf } from '#platform/requests/problem';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

/** The sign of a kind in addresses. */
const SLUGS: Record<PrintKind, string> = {
  spine: 'punggung',
  item: 'kode-batang',
  card: 'katalog',
  member: 'kartu',
  sign: 'rak',
  poster: 'poster',
};
export const slugOf = (kind: PrintKind): string => SLUGS[kind];
export const kindOf = (slug: string | null): PrintKind | undefined => PRINT_KINDS.find((kind) => SLUGS[kind] === slug);

/** Throws `platform.not_found`. */
export function kindOrThrow(slug: string): PrintKind {
  const kind = kindOf(slug);
  if (!kind) throw platformErrors.notFound();
  return kind;
}

const word = (prefix: string, name: string, { locale }: Pick<Ctx, 'locale'>): string =>
  sentenceOf(`printing_${prefix}`, name, {}, locale) ?? name;
export const kindName = (kind: PrintKind, ctx: Pick<Ctx, 'locale'>): string => word('kind', kind, ctx);
export const kindHint = (kind: PrintKind, ctx: Pick<Ctx, 'locale'>): string => word('hint', kind, ctx);
/** What stands on a label; what is a field of members is called as there. */
const lineName = (line: string, ctx: Pick<Ctx, 'locale'>): string => {
  const field = CARD_FIELDS.find(({ name }) => name === line);
  return field ? m[field.label]({}, { locale: ctx.locale }) : word('line', line, ctx);
};
export const lineOptions = (kind: PrintKind, ctx: Pick<Ctx, 'locale'>) =>
  linesFor(kind).map((line) => ({ value: line, label: lineName(line, ctx) }));
export const bandOptions = (bands: readonly string[], ctx: Pick<Ctx, 'locale'>) =>
  bands.map((band) => ({ value: band, label: word('band', band, ctx) }));
export const sheetOptions = (sheets: readonly string[], ctx: Pick<Ctx, 'locale'>) =>
  sheets.map((sheet) => ({ value: sheet, label: word('sheet', sheet, ctx) }));

/** The kinds that this person may print at a library. */
export const kindsFor = (actor: Actor, libraryId: number): PrintKind[] =>
  PRINT_KINDS.filter((kind) => kind !== 'member' || can(actor, 'members.edit', libraryId));

/** "30 × 40 mm, 6 × 6". */
export function measures({ sheet }: Layout, { locale }: Pick<Ctx, 'locale'>): string {
  const mm = (value: number): string => value.toLocaleString(locale);
  return `${mm(sheet.labelWidth)} × ${mm(sheet.labelHeight)} mm, ${sheet.columns} × ${sheet.rows}`;
}
export const tabsOf = (kinds: readonly PrintKind[], current: PrintKind, ctx: Pick<Ctx, 'locale'>) =>
  kinds.map((kind) => ({
    label: kindName(kind, ctx),
    href: localizeHref(`/staf/cetak?jenis=${slugOf(kind)}`),
    current: kind === current,
  }));
