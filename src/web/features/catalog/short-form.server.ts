import { formToMarc, marcToForm, newRecord } from '#modules/collection/catalog';
import { readFound, writeFound } from '#modules/collection/copying';
import { suggestClass, type SuggestedClassing } from '#modules/collection/search';
import { zoneOf } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { localDate } from '#shared/dates';
import { copiedFrom } from '#shared/marc/copied-from';
import { deriveBib } from '#shared/marc/derive';
import type { MaterialKind } from '#shared/marc/derived-bib';
import type { MarcRecord } from '#shared/marc/record';
import { m } from '#i18n/messages';
import { formView, readBibForm } from './form-view.server.ts';
import type { GroupView } from './form-view.ts';
import { usualType } from './new-copy.server.ts';

/** What is asked first; the rest stands folded up beneath. */
const SHORT: readonly string[] = ['title', 'author', 'publisher', 'date', 'ddc', 'isbn'];

/** An empty record of the material, of today. */
export const template = async (ctx: Ctx, material: MaterialKind): Promise<MarcRecord> =>
  newRecord(material, localDate(ctx.clock.now(), await zoneOf(ctx)));

/** The field in which the address of a cover travels that another catalogue offers. */
const COVER = 'sampul';
const LONGEST_ADDRESS = 1000;
/** Said with the form where all of its fields are wanted at once. */
const FULL = 'lengkap';

/** The field in which a record that was found elsewhere travels through the form. */
const COPIED = 'salinan';

function copiedIn(data: FormData): { marc: MarcRecord | null; isSent: boolean } {
  const text = data.get(COPIED);
  const isSent = typeof text === 'string' && text !== '';
  return { marc: isSent ? readFound(text) : null, isSent };
}

/** The record that a form says: an empty one that was filled in, or one from elsewhere with what was changed in it. */
export async function recordOf(ctx: Ctx, material: MaterialKind, data: FormData): Promise<MarcRecord> {
  const { marc, isSent } = copiedIn(data);
  if (isSent && !marc) throw platformErrors.invalidInput({}, { [COPIED]: 'invalid' });
  const kind = marc ? deriveBib(marc).materialKind : material;
  return formToMarc(marc ?? (await template(ctx, material)), kind, readBibForm(data));
}

/** The short form of a book, and what may be filled in on demand. */
export interface ShortForm {
  short: GroupView;
  more: GroupView[];
  /** All of it is shown at once. */
  full: boolean;
  /** Whence it was copied, with the whole record; null = it is typed by hand. */
  copied: {
    names: string;
    field: string;
    record: string;
    itemType: string;
    /** Where a picture of the cover stands, and the house that has it; null = none is offered. */
    cover: { field: string; address: string; host: string; taken: boolean } | null;
  } | null;
}

/** What goes with a form beside its fields. */
interface Along {
  marc?: MarcRecord | null;
  cover?: string | null;
  coverTaken?: boolean;
  full?: boolean;
}

function coverView(address: string | null, taken: boolean) {
  const url = address === null || address.length > LONGEST_ADDRESS ? null : URL.parse(address);
  return url && /^https?:$/.test(url.protocol) ? { field: COVER, address: url.href, host: url.hostname, taken } : null;
}

function divided(
  groups: readonly GroupView[],
  { marc = null, cover = null, coverTaken = true, full = false }: Along = {},
): ShortForm {
  const fields = groups.flatMap((group) => group.fields);
  return {
    short: {
      key: 'pokok',
      title: m.add_book_first(),
      fields: SHORT.flatMap((key) => fields.filter((field) => field.key === key)),
    },
    more: groups
      .map((group) => ({ ...group, fields: group.fields.filter(({ key }) => !SHORT.includes(key)) }))
      .filter((group) => group.fields.length > 0),
    full,
    copied: marc && {
      names: copiedFrom(marc).join(', '),
      field: COPIED,
      record: writeFound(marc),
      itemType: usualType(deriveBib(marc).materialKind),
      cover: coverView(cover, coverTaken),
    },
  };
}

/** As it is shown at first: with the ISBN that was scanned, or the title that was typed. */
export async function shortForm(ctx: Ctx, known: { isbn?: string; title?: string }): Promise<ShortForm> {
  const form = marcToForm(await template(ctx, 'buku'), 'buku');
  if (known.isbn) form.isbn = [{ value: known.isbn }];
  if (known.title) form.title = [{ value: known.title }];
  return divided(formView(form, 'buku', ctx.locale));
}

/** Filled in with a record from elsewhere. @param isbn that of the book in hand; the record may have another one of the same edition */
export function shortFormOf(
  ctx: Ctx,
  { marc, cover, full }: { marc: MarcRecord; cover: string | null; full: boolean },
  isbn: string | null,
): ShortForm {
  const { materialKind, isbns } = deriveBib(marc);
  const form = marcToForm(marc, materialKind);
  if (isbn !== null && !isbns.includes(isbn)) form.isbn = [...(form.isbn ?? []), { value: isbn }];
  return divided(formView(form, materialKind, ctx.locale), { marc, cover, full });
}

/** The cover that is to be fetched with a form, or null. */
export function coverIn(data: FormData): string | null {
  const text = data.get(COVER) === null ? null : data.get(`${COVER}.di`);
  return typeof text === 'string' && text !== '' ? text : null;
}

/** As it was sent and refused. */
export function shortFormAgain(ctx: Ctx, data: FormData, fields: Readonly<Record<string, string>>): ShortForm {
  const { marc } = copiedIn(data);
  const kind = marc ? deriveBib(marc).materialKind : 'buku';
  const offered = data.get(`${COVER}.di`);
  return divided(formView(readBibForm(data), kind, ctx.locale, fields), {
    marc,
    cover: typeof offered === 'string' ? offered : null,
    coverTaken: data.get(COVER) !== null,
    full: data.get(FULL) === 'ya',
  });
}

/** Class and headings of like titles, by what the form says so far. */
export async function classesFor(ctx: Ctx, data: FormData): Promise<SuggestedClassing> {
  const form = readBibForm(data);
  return suggestClass(ctx, { title: form.title?.[0]?.value ?? '', author: form.author?.[0]?.name ?? '' });
}
