import { canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { DerivedBib } from '#shared/marc/derived-bib';
import { deriveBib, withoutHouseNotes } from '#shared/marc/derive';
import type { MarcRecord } from '#shared/marc/record';
import { selectBibPage, type BibPageRow, type ShownAttachment } from '../data/bib-page.queries.ts';
import { selectBib } from '../data/bibs.queries.ts';
import { catalogErrors } from '../errors.ts';
import { digitalWay, type DigitalWay } from '../rules/availability.ts';
import { toPublic, type PublicItem } from '../items/list-items.ts';

/** A record with all that is computed from it. */
export interface BibDetail {
  id: number;
  version: number;
  marc: MarcRecord;
  derived: DerivedBib;
  /** Storage keys of the cover's picture; null = the generated cover. `coverAddress` of client.ts makes addresses. */
  coverKey: string | null;
  coverLargeKey: string | null;
  loanCount: number;
  hidden: boolean;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
  deletedReason: string | null;
  /** The record that took this one's place. */
  mergedIntoId: number | null;
}

type BibRow = Omit<BibPageRow, 'items' | 'attachments' | 'online'>;

/** Whoever saves a record must have had all of it. */
const seesHouseNotes = (actor: Ctx['actor']): boolean =>
  canAnywhere(actor, 'catalog.read') || canAnywhere(actor, 'catalog.edit');

/** A record as this actor may have it: notes of the house are for those who hold `catalog.read` or `catalog.edit`. */
export const toDetail = ({ actor }: Pick<Ctx, 'actor'>, row: BibRow): BibDetail => ({
  id: row.id,
  version: row.version,
  marc: seesHouseNotes(actor) ? row.marc : withoutHouseNotes(row.marc),
  derived: deriveBib(row.marc),
  coverKey: row.coverKey,
  coverLargeKey: row.coverLargeKey,
  loanCount: row.loanCount,
  hidden: row.hidden,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  deletedAt: row.deletedAt,
  deletedReason: row.deletedReason,
  mergedIntoId: row.mergedIntoId,
});

/**
 * A record. Open to everyone, without the notes of the house (541, 561, 583, 59X); hidden and deleted ones exist only for those who hold `catalog.read`
 * (others: `catalog.bib_not_found`, with `mergedIntoId` when the record was merged into another one).
 */
export async function getBib(ctx: Ctx, id: number): Promise<BibDetail> {
  return toDetail(ctx, visible(ctx, await selectBib(ctx.db, id)));
}

/** Whether the actor hears that a file is there: of one for staff alone those hear who hold `catalog.read`. */
export const mayKnowAttachment = (
  { actor }: Pick<Ctx, 'actor'>,
  { access }: Pick<ShownAttachment, 'access'>,
): boolean => access !== 'staff' || canAnywhere(actor, 'catalog.read');

/** A record with all that its page shows of the catalogue. */
export interface BibPage {
  bib: BibDetail;
  /** As `listItemsOfBib`. */
  items: PublicItem[];
  attachments: ShownAttachment[];
  /** How it is read without a copy, as `selectBibCards`. */
  digital: DigitalWay | null;
}

/** As `getBib`, with copies and attachments. */
export async function getBibPage(ctx: Ctx, id: number): Promise<BibPage> {
  const row = visible(ctx, await selectBibPage(ctx.db, id));
  const attachments = row.attachments.filter((one) => mayKnowAttachment(ctx, one));
  const items = row.items.map(toPublic);
  const noCopies = items.every((item) => item.state === null);
  return { bib: toDetail(ctx, row), items, attachments, digital: digitalWay(attachments, row.online && noCopies) };
}

type MayBeHidden = Pick<BibPageRow, 'hidden' | 'deletedAt' | 'mergedIntoId'>;

function visible<T extends MayBeHidden>(ctx: Ctx, row: T | undefined): T {
  if (!row) throw catalogErrors.bibNotFound();
  if ((row.hidden || row.deletedAt) && !canAnywhere(ctx.actor, 'catalog.read')) {
    throw catalogErrors.bibNotFound(row.mergedIntoId === null ? {} : { mergedIntoId: row.mergedIntoId });
  }
  return row;
}
