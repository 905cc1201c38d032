import type { Ctx } from '#platform/context';
import { listImportCodes } from '#modules/collection/imports';
import { CODE_KINDS, type CodeKind, type CodeMeaning, type MetCode } from '#modules/collection/imports/client';
import { listItemTypes } from '#modules/collection/catalog';
import { listLibraries } from '#modules/ground/libraries';
import { listCategories } from '#modules/people/members';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';

/** A code of another system as the page shows it. */
export interface ShownCode extends Omit<MetCode, 'count'> {
  /** Name of its field in the form. */
  field: string;
  kindName: string;
  count: string;
  meansName: string | null;
}

/** The codes that a run has met, and what each may mean. */
export async function showCodes(ctx: Ctx, runId: number) {
  const { locale } = ctx;
  const met = await listImportCodes(ctx, runId);
  const named = (rows: readonly { code: string; nameId: string; nameEn: string }[]) =>
    rows.map(({ code, nameId, nameEn }) => ({ value: code, label: locale === 'en' ? nameEn : nameId }));
  const choices: Record<CodeKind, { value: string; label: string }[]> = {
    library: (await listLibraries(ctx)).map(({ code, name }) => ({ value: code, label: name })),
    item_type: named(await listItemTypes(ctx.db)),
    category: named(await listCategories(ctx)),
  };
  const kindNames = {
    library: m.imports_codes_kind_library,
    item_type: m.imports_codes_kind_item_type,
    category: m.imports_codes_kind_category,
  };
  const codes = met.map((one): ShownCode => ({
    ...one,
    field: `${one.kind}:${one.code}`,
    kindName: kindNames[one.kind]({}, { locale }),
    count: formatNumber(one.count, locale),
    meansName: choices[one.kind].find(({ value }) => value === one.means)?.label ?? one.means,
  }));
  return { codes, choices };
}

/** What was chosen in the form of {@link showCodes}. */
export const chosenMeanings = (data: FormData): CodeMeaning[] =>
  [...data].flatMap(([field, means]): CodeMeaning[] => {
    const at = field.indexOf(':');
    const kind = CODE_KINDS.find((one) => one === field.slice(0, at));
    if (kind === undefined || typeof means !== 'string' || means === '') return [];
    return [{ kind, code: field.slice(at + 1), means }];
  });
