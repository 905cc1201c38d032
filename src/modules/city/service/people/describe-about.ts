import { getBib } from '#modules/collection/catalog';
import { getProgram } from '#modules/community/programs';
import { getLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { AppError, platformErrors } from '#platform/errors';
import { findLoanTitle } from '../data/tickets.queries.ts';
import type { AboutKind, ContactKind } from '../rules/states.ts';

/** What a ticket is about, as it is kept. */
export interface KeptAbout {
  aboutKind: AboutKind | null;
  aboutRef: string;
  aboutLabel: string;
}

const LONGEST_LABEL = 300;
const unknown = (): AppError => platformErrors.invalidInput({}, { about: 'unknown' });

/**
 * What a ticket is about, by what it is called now: a record, programme or library that the sender may see, a loan of their own (with their
 * account alone, for it says who they are), or the address of a page. Throws `platform.invalid_input` at `about`.
 * @param memberId whose loan it may be; null = nobody's
 */
export async function describeAbout(
  ctx: Ctx,
  about: { kind: AboutKind; ref: string } | null,
  { contactKind, memberId }: { contactKind: ContactKind; memberId: number | null },
): Promise<KeptAbout> {
  if (about === null) return { aboutKind: null, aboutRef: '', aboutLabel: '' };
  const { kind, ref } = about;
  if (kind === 'loan' && contactKind !== 'account')
    throw platformErrors.invalidInput({}, { about: 'service_needs_account' });
  const label = await labelOf(ctx, kind, ref, memberId).catch((error: unknown) => {
    throw error instanceof AppError && error.status === 404 ? unknown() : error;
  });
  return { aboutKind: kind, aboutRef: ref, aboutLabel: label.slice(0, LONGEST_LABEL) };
}

async function labelOf(ctx: Ctx, kind: AboutKind, ref: string, memberId: number | null): Promise<string> {
  switch (kind) {
    case 'bib':
      return (await getBib(ctx, Number(ref))).derived.title;
    case 'program':
      return (await getProgram(ctx, Number(ref))).title;
    case 'library':
      return (await getLibrary(ctx, Number(ref))).name;
    case 'loan': {
      const title = memberId === null ? undefined : await findLoanTitle(ctx.db, Number(ref), memberId);
      if (title === undefined) throw unknown();
      return title;
    }
    case 'page':
      return ref;
  }
}
