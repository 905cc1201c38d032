import type { Db, Tx } from '#platform/database/db';
import type { MarcRecord } from '#shared/marc/record';
import { findLinkTargets, liveAuthorityIds, replaceBibLinks } from '../data/bib-links.queries.ts';
import { bibHeadings } from '../rules/bib-headings.ts';

export interface RecordToLink {
  id: number;
  marc: MarcRecord;
}

/**
 * Recomputes which headings records use: by `$0 (lumbung)id`, else by an equal heading of the same kind, else by an unused
 * form that belongs to one heading only.
 * @param areNew the records have no links yet
 */
export async function linkHeadings(trx: Tx, records: readonly RecordToLink[], areNew: boolean): Promise<void> {
  const headings = records.flatMap((record) =>
    bibHeadings(record.marc).map((heading) => ({ ...heading, bibId: record.id })),
  );
  const authorityOf = await resolveHeadings(trx, headings);
  const links = headings.flatMap((heading) => {
    const authorityId = authorityOf(heading);
    return authorityId === null ? [] : [{ bibId: heading.bibId, authorityId, tag: heading.tag }];
  });
  await replaceBibLinks(
    trx,
    records.map((record) => record.id),
    links,
    areNew,
  );
}

interface Wanted {
  kind: string;
  folded: string;
  authorityId: number | null;
}

async function resolveHeadings(db: Db | Tx, headings: readonly Wanted[]): Promise<(heading: Wanted) => number | null> {
  const ids = headings.map((heading) => heading.authorityId).filter((id) => id !== null);
  const live = await liveAuthorityIds(db, [...new Set(ids)]);
  const targets = await findLinkTargets(db, [...new Set(headings.map((heading) => heading.folded))]);
  const exact = new Map<string, number>();
  const variants = new Map<string, Set<number>>();
  for (const target of targets) {
    const key = `${target.kind} ${target.folded}`;
    if (target.byVariant) variants.set(key, (variants.get(key) ?? new Set()).add(target.id));
    else exact.set(key, target.id);
  }
  return ({ kind, folded, authorityId }) => {
    const linked = authorityId === null ? undefined : live.get(authorityId);
    const key = `${kind} ${folded}`;
    const only = variants.get(key);
    return linked ?? exact.get(key) ?? (only?.size === 1 ? ([...only][0] ?? null) : null);
  };
}
