import { getBib } from '#modules/collection/catalog';
import { ABOUT_KINDS, type AboutKind } from '#modules/city/service/client';
import { getProgram } from '#modules/community/programs';
import { getLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { m } from '#i18n/messages';

/** What a form is about. */
export interface AboutAsked {
  kind: AboutKind;
  ref: string;
  label: string;
}

const NAMES: Record<AboutKind, (ctx: Ctx, ref: string) => Promise<string>> = {
  bib: async (ctx, ref) => (await getBib(ctx, Number(ref))).derived.title,
  program: async (ctx, ref) => (await getProgram(ctx, Number(ref))).title,
  library: async (ctx, ref) => (await getLibrary(ctx, Number(ref))).name,
  loan: async () => Promise.resolve(m.help_about_loan()),
  page: async (_ctx, ref) => Promise.resolve(m.help_about_page({ page: ref })),
};

/** What a form says that it is about, in the fields that carry it. */
export function aboutSent(
  values: Readonly<Record<string, string | undefined>>,
): { kind: AboutKind; ref: string } | null {
  const kind = ABOUT_KINDS.find((one) => one === values.aboutKind);
  return kind ? { kind, ref: values.aboutRef ?? '' } : null;
}

/** What an address says that the form is about (`?tentang=bib-12`, `?tentang=page-/katalog`); null = nothing that is there. */
export async function aboutAsked(ctx: Ctx, asked: string | null): Promise<AboutAsked | null> {
  const [, word = '', ref = ''] = /^([a-z]{3,8})-([\w/.-]{1,200})$/.exec(asked ?? '') ?? [];
  const kind = ABOUT_KINDS.find((one) => one === word);
  if (!kind || (kind === 'page' ? !/^\/(?!\/)/.test(ref) : !/^[1-9]\d{0,14}$/.test(ref))) return null;
  try {
    return { kind, ref, label: await NAMES[kind](ctx, ref) };
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return null;
    throw error;
  }
}
