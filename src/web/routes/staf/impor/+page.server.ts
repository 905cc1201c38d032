import { error } from '@sveltejs/kit';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { AppError, platformErrors } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { listImports } from '#modules/collection/imports';
import {
  IMPORT_KINDS,
  OVERLAYS,
  QUOTES,
  RECORD_SEPARATORS,
  rolesOf,
  SEPARATORS,
} from '#modules/collection/imports/client';
import { listLibraries, zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { showRun } from '#web/features/imports/import-views.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'imports.run', network: true };

const PAGE = 20;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  if (!can(ctx.actor, 'imports.run', null)) error(403, explainError(platformErrors.forbidden(), ctx.locale));
  const options = { locale: ctx.locale };
  const zone = await zoneOf(ctx);
  const before = idAsked(url.searchParams.get('sebelum'));
  const runs = await listImports(ctx, before, PAGE + 1);
  const kind = IMPORT_KINDS.find((one) => one === url.searchParams.get('jenis')) ?? null;
  const refusal = url.searchParams.get('galat');
  const next = runs.length > PAGE ? runs[PAGE - 1]?.id : undefined;
  const libraries = await listLibraries(ctx, { active: true });
  return {
    kind,
    roles: kind ? rolesOf(kind) : [],
    refusal:
      refusal && /^(?:imports|platform)\.[a-z_]+$/.test(refusal)
        ? explainError(new AppError(refusal, 422), ctx.locale)
        : null,
    locale: ctx.locale,
    libraries: libraries.map((library) => ({ value: library.code, label: library.name })),
    mainLibrary: libraries.find((library) => library.type === 'pusat')?.code ?? libraries[0]?.code ?? '',
    runs: runs.slice(0, PAGE).map((run) => showRun(run, zone, ctx.locale)),
    next: next === undefined ? null : `?sebelum=${next}`,
    kinds: IMPORT_KINDS.map((value) => ({
      value,
      label: {
        marc: m.imports_kind_marc,
        marc_authorities: m.imports_kind_marc_authorities,
        slims: m.imports_kind_slims,
        inlislite_items: m.imports_kind_inlislite_items,
        inlislite_members: m.imports_kind_inlislite_members,
        class_list: m.imports_kind_class_list,
        koha: m.imports_kind_koha,
      }[value]({}, options),
      hint: {
        marc: m.imports_kind_marc_hint,
        marc_authorities: m.imports_kind_marc_authorities_hint,
        slims: m.imports_kind_slims_hint,
        inlislite_items: m.imports_kind_inlislite_items_hint,
        inlislite_members: m.imports_kind_inlislite_members_hint,
        class_list: m.imports_kind_class_list_hint,
        koha: m.imports_kind_koha_hint,
      }[value]({}, options),
    })),
    overlays: OVERLAYS.map((value) => ({
      value,
      label: {
        skip: m.imports_overlay_skip,
        add_items_only: m.imports_overlay_add_items_only,
        replace: m.imports_overlay_replace,
      }[value]({}, options),
    })),
    separators: SEPARATORS.map((value) => ({
      value,
      label: {
        comma: m.imports_separator_comma,
        semicolon: m.imports_separator_semicolon,
        tab: m.imports_separator_tab,
        pipe: m.imports_separator_pipe,
      }[value]({}, options),
    })),
    quotes: QUOTES.map((value) => ({
      value,
      label: { double: m.imports_quote_double, single: m.imports_quote_single, none: m.imports_quote_none }[value](
        {},
        options,
      ),
    })),
    recordSeparators: RECORD_SEPARATORS.map((value) => ({
      value,
      label: {
        newline: m.imports_record_separator_newline,
        carriage_return: m.imports_record_separator_carriage_return,
      }[value]({}, options),
    })),
  };
};
