import { z } from 'zod';
import { libraryName, nameLibraries, type NameLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { isoInstant } from '#platform/requests/http';
import { AUTHORITY_KINDS, COPY_STATES, coverAddress, ITEM_STATUSES, SET_ASIDE, MATERIAL_KINDS } from './client.ts';
import type { ItemWithNames } from './data/items.queries.ts';
import type { BibDetail } from './bibs/get-bib.ts';

/** `?hidden=true` */
export const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .optional();
export const reasonBody = z.object({ reason: z.string().max(500) });

const marcField = z.union([
  z.strictObject({ tag: z.string().max(3), value: z.string().max(100_000) }),
  z.strictObject({
    tag: z.string().max(3),
    ind1: z.string().max(1),
    ind2: z.string().max(1),
    subfields: z.array(z.strictObject({ code: z.string().max(1), value: z.string().max(100_000) })).max(1000),
  }),
]);
/** A MARC record as JSON: leader, control fields (`value`) and data fields (`ind1`, `ind2`, `subfields`). */
export const marcBody = z.object({ leader: z.string().length(24), fields: z.array(marcField).max(5000) });

export const warningBody = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export const bibBody = z.object({
  id: z.number(),
  version: z.number(),
  material: z.enum(MATERIAL_KINDS),
  title: z.string(),
  subtitle: z.string().nullable(),
  responsibility: z.string().nullable(),
  authors: z.array(
    z.object({ name: z.string(), role: z.string().nullable(), tag: z.string(), authorityId: z.string().nullable() }),
  ),
  subjects: z.array(z.object({ heading: z.string(), tag: z.string(), authorityId: z.string().nullable() })),
  series: z.array(z.object({ title: z.string(), volume: z.string().nullable() })),
  edition: z.string().nullable(),
  place: z.string().nullable(),
  publisher: z.string().nullable(),
  year: z.number().nullable(),
  extent: z.string().nullable(),
  isbns: z.array(z.string()),
  issns: z.array(z.string()),
  languages: z.array(z.string()),
  ddc: z.string().nullable(),
  audience: z.string().nullable(),
  summary: z.string().nullable(),
  controlNumber: z.string().nullable(),
  hidden: z.boolean(),
  loanCount: z.number(),
  /** Path of the cover's picture or drawing. */
  coverUrl: z.string(),
  marc: marcBody.extend({ leader: z.string() }),
  createdAt: isoInstant,
  updatedAt: isoInstant,
  deletedAt: isoInstant.nullable(),
});

/** A record as the API shows it. */
export const shownBib = (bib: BibDetail): z.output<typeof bibBody> => ({
  ...bib.derived,
  id: bib.id,
  version: bib.version,
  material: bib.derived.materialKind,
  hidden: bib.hidden,
  loanCount: bib.loanCount,
  coverUrl: coverAddress(bib.coverKey, bib.id),
  marc: bib.marc,
  createdAt: bib.createdAt,
  updatedAt: bib.updatedAt,
  deletedAt: bib.deletedAt,
});

export const bibLineBody = z.object({
  id: z.number(),
  title: z.string(),
  subtitle: z.string().nullable(),
  mainAuthor: z.string().nullable(),
  material: z.string(),
  publisher: z.string().nullable(),
  year: z.number().nullable(),
  isbns: z.array(z.string()),
  hidden: z.boolean(),
  itemCount: z.number(),
  updatedAt: isoInstant,
  version: z.number(),
});

export const publicItemBody = z.object({
  id: z.number(),
  bibId: z.number(),
  library: libraryName,
  spaceId: z.number().nullable(),
  spaceName: z.string().nullable(),
  barcode: z.string(),
  callNumber: z.string().nullable(),
  itemType: z.string(),
  status: z.enum(ITEM_STATUSES),
  onLoan: z.boolean(),
  setAside: z.enum(SET_ASIDE).nullable().describe('kept for a member, or travelling'),
  available: z.boolean(),
  state: z.enum(COPY_STATES).nullable().describe('why it is or is not to be had, as pages say it; null: lost'),
  until: isoInstant.nullable().describe('when it is expected back'),
});

export const itemBody = z.object({
  id: z.number(),
  bibId: z.number(),
  library: libraryName,
  spaceId: z.number().nullable(),
  barcode: z.string(),
  accessionNumber: z.string(),
  callNumber: z.string().nullable(),
  itemType: z.string(),
  status: z.string(),
  onLoan: z.boolean(),
  setAside: z.string().nullable(),
  source: z.string().nullable(),
  price: z.number().nullable(),
  supplier: z.string().nullable(),
  acquiredOn: z.string().nullable(),
  copyNote: z.string().nullable(),
  deskNote: z.string().nullable().describe('said at the desk at lending and return'),
  withdrawnAt: isoInstant.nullable(),
  withdrawnReason: z.string().nullable(),
  version: z.number(),
  createdAt: isoInstant,
  updatedAt: isoInstant,
});
/** With its library as answers name one. */
export const withLibrary = <T extends { libraryId: number; libraryCode: string; libraryName: string }>(
  { libraryId, libraryCode: _code, libraryName: _name, ...item }: T,
  named: NameLibraries,
) => ({ ...item, library: named(libraryId) });

export const shownItem = async (ctx: Pick<Ctx, 'db'>, item: ItemWithNames): Promise<z.output<typeof itemBody>> =>
  withLibrary(item, await nameLibraries(ctx));

export const authorityBody = z.object({
  id: z.number(),
  kind: z.enum(AUTHORITY_KINDS),
  heading: z.string(),
  see: z.array(z.string()),
  seeAlso: z.array(z.object({ form: z.string(), authorityId: z.number().nullable() })),
  note: z.string().nullable(),
  controlNumber: z.string().nullable(),
  mergedIntoId: z.number().nullable(),
  marc: marcBody.extend({ leader: z.string() }),
  bibCount: z.number(),
  version: z.number(),
});
export const authorityLineBody = z.object({
  id: z.number(),
  kind: z.enum(AUTHORITY_KINDS),
  heading: z.string(),
  note: z.string().nullable(),
  see: z.array(z.string()),
  bibCount: z.number(),
  version: z.number(),
});
