import type { Tx } from '#platform/database/db';
import type { MarcRecord } from '#shared/marc/record';
import { foldedKey } from '#shared/text/fold';
import {
  replaceVariants,
  selectBibsWithHeadings,
  type AuthorityValues,
  type VariantValues,
} from '../data/authorities.queries.ts';
import { linkHeadings } from './link-headings.ts';
import { readAuthority, type AuthorityView } from '../rules/authority-record.ts';
import { storableRecord } from '../rules/bib-columns.ts';

/** What is stored of an authority record, or null when it has no heading of a kind that is kept. */
export function authorityValues(given: MarcRecord): { values: AuthorityValues; view: AuthorityView } | null {
  const marc = storableRecord(given);
  const view = readAuthority(marc);
  if (!view) return null;
  const { controlNumber, kind, heading, note } = view;
  const foldedHeading = foldedKey(heading);
  return foldedHeading === '' ? null : { values: { controlNumber, kind, heading, foldedHeading, marc, note }, view };
}

/** The other forms of a heading as rows. */
export function variantValues(authorityId: number, view: AuthorityView): VariantValues[] {
  const rows = (kind: 'see' | 'see_also', forms: readonly string[]): VariantValues[] =>
    forms
      .map((form) => ({ authorityId, kind, form, foldedForm: foldedKey(form) }))
      .filter((row) => row.foldedForm !== '');
  return [...rows('see', view.see), ...rows('see_also', view.seeAlso)];
}

/** Saves the other forms, and ties records that carry the heading or a form of it as plain text. */
export async function saveForms(trx: Tx, authorityId: number, view: AuthorityView): Promise<void> {
  await replaceVariants(trx, [authorityId], variantValues(authorityId, view));
  await linkHeadings(trx, await selectBibsWithHeadings(trx, [view.heading, ...view.see]), false);
}
