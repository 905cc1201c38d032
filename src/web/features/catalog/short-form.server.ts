import { formToMarc, marcToForm, newRecord } from '#modules/collection/catalog';
import { suggestClass, type SuggestedClassing } from '#modules/collection/search';
import { zoneOf } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { localDate } from '#shared/dates';
import type { MaterialKind } from '#shared/marc/derived-bib';
import type { MarcRecord } from '#shared/marc/record';
import { m } from '#i18n/messages';
import { formView, readBibForm } from './form-view.server.ts';
import type { GroupView } from './form-view.ts';

/** What is asked first; the rest stands folded up beneath. */
const SHORT: readonly string[] = ['title', 'author', 'publisher', 'date', 'ddc', 'isbn'];

/** An empty record of the material, of today. */
export const template = async (ctx: Ctx, material: MaterialKind): Promise<MarcRecord> =>
  newRecord(material, localDate(ctx.clock.now(), await zoneOf(ctx)));

/** The record that a form says. */
export const recordOf = async (ctx: Ctx, material: MaterialKind, data: FormData): Promise<MarcRecord> =>
  formToMarc(await template(ctx, material), material, readBibForm(data));

/** The short form of a book, and what may be filled in on demand. */
export interface ShortForm {
  short: GroupView;
  more: GroupView[];
}

const divided = (groups: readonly GroupView[]): ShortForm => {
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
  };
};

/** As it is shown at first: with the ISBN that was scanned, or the title that was typed. */
export async function shortForm(ctx: Ctx, known: { isbn?: string; title?: string }): Promise<ShortForm> {
  const form = marcToForm(await template(ctx, 'buku'), 'buku');
  if (known.isbn) form.isbn = [{ value: known.isbn }];
  if (known.title) form.title = [{ value: known.title }];
  return divided(formView(form, 'buku', ctx.locale));
}

/** As it was sent and refused. */
export const shortFormAgain = (ctx: Ctx, data: FormData, fields: Readonly<Record<string, string>>): ShortForm =>
  divided(formView(readBibForm(data), 'buku', ctx.locale, fields));

/** Class and headings of like titles, by what the form says so far. */
export async function classesFor(ctx: Ctx, data: FormData): Promise<SuggestedClassing> {
  const form = readBibForm(data);
  return suggestClass(ctx, { title: form.title?.[0]?.value ?? '', author: form.author?.[0]?.name ?? '' });
}
