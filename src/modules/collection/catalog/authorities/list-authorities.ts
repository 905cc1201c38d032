import { z } from 'zod';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import type { MarcRecord } from '#shared/marc/record';
import { foldedKey } from '#shared/text/fold';
import {
  countBibsOfAuthority,
  selectAuthorities,
  selectAuthority,
  selectBibsOfAuthority,
  selectVariants,
  type AuthorityListed,
} from '../data/authorities.queries.ts';
import { catalogErrors } from '../errors.ts';
import type { AuthorityKind } from '../rules/terms.ts';

/** A heading with all that hangs on it. */
export interface AuthorityDetail {
  id: number;
  kind: AuthorityKind;
  heading: string;
  /** Forms that are not used. */
  see: string[];
  /** Related headings, tied to their authority where there is one. */
  seeAlso: { form: string; authorityId: number | null }[];
  note: string | null;
  controlNumber: string | null;
  mergedIntoId: number | null;
  marc: MarcRecord;
  bibCount: number;
  version: number;
}

/** One heading. Open to everyone. Refuses `catalog.authority_not_found`. */
export async function getAuthority(ctx: Ctx, id: number): Promise<AuthorityDetail> {
  const row = await selectAuthority(ctx.db, id);
  if (!row) throw catalogErrors.authorityNotFound();
  const variants = await selectVariants(ctx.db, id);
  return {
    id: row.id,
    kind: row.kind,
    heading: row.heading,
    see: variants.filter((variant) => variant.kind === 'see').map((variant) => variant.form),
    seeAlso: variants
      .filter((variant) => variant.kind === 'see_also')
      .map((variant) => ({ form: variant.form, authorityId: variant.relatedAuthorityId })),
    note: row.note,
    controlNumber: row.controlNumber,
    mergedIntoId: row.mergedIntoId,
    marc: row.marc,
    bibCount: await countBibsOfAuthority(ctx.db, id),
    version: row.version,
  };
}

/** Headings in alphabetical order, in pages; `q` is looked for in headings and in forms that are not used. */
export async function listAuthorities(
  ctx: Ctx,
  input: {
    q?: string | undefined;
    kind?: AuthorityKind | undefined;
    cursor?: string | undefined;
    limit?: number | undefined;
  },
): Promise<{ data: AuthorityListed[]; next: string | null }> {
  const cursor = decodeCursor(input.cursor, z.tuple([z.string(), z.number().int()]));
  const limit = input.limit ?? 50;
  const rows = await selectAuthorities(ctx.db, {
    kind: input.kind,
    words: foldedKey(input.q ?? '')
      .split(' ')
      .filter(Boolean),
    after: cursor ? { folded: cursor[0], id: cursor[1] } : null,
    limit: limit + 1,
  });
  const page = toPage(rows, limit, (row) => [row.folded, row.id]);
  return { data: page.data.map(({ folded: _, ...row }) => row), next: page.next };
}

/** A heading offered while someone types. */
export type AuthoritySuggestion = Pick<AuthorityListed, 'id' | 'kind' | 'heading' | 'note' | 'see' | 'bibCount'>;

/**
 * Headings that fit what is being typed, in heading or unused forms ("soekarno" offers "Sukarno"): those that begin with it
 * first, then the most used. Needs `catalog.read`. Fewer than two letters offer nothing.
 */
export async function suggestAuthorities(
  ctx: Ctx,
  input: { q: string; kind?: AuthorityKind | undefined; limit?: number },
): Promise<AuthoritySuggestion[]> {
  authorizeAnywhere(ctx, 'catalog.read');
  const prefix = foldedKey(input.q);
  if (prefix.length < 2) return [];
  const rows = await selectAuthorities(ctx.db, {
    kind: input.kind,
    words: prefix.split(' '),
    prefix,
    limit: input.limit ?? 8,
  });
  return rows.map(({ id, kind, heading, note, see, bibCount }) => ({ id, kind, heading, note, see, bibCount }));
}

/** Some of the records that use a heading, most lent first. Needs `catalog.read`. */
export async function listBibsOfAuthority(ctx: Ctx, authorityId: number, limit = 20) {
  authorizeAnywhere(ctx, 'catalog.read');
  return selectBibsOfAuthority(ctx.db, authorityId, limit);
}
