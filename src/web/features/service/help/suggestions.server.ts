import { listItemTypes } from '#modules/collection/catalog';
import { search } from '#modules/collection/search';
import { suggestAnswers } from '#modules/city/answers';
import { getLibrary, listLibraries, mainLibrary } from '#modules/ground/libraries';
import { policyFor } from '#modules/lending/circulation';
import { getOwnMember, listCategories } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { foldedKey } from '#shared/text/fold';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { describeBook } from '#web/features/catalog/parts/describe-book.server.ts';
import { openingSaid } from '#web/features/service/help/opening-said.server.ts';
import { comingPrograms } from '#web/features/programs/parts/coming-programs.server.ts';

/** Something that may answer what is being typed. */
export interface Help {
  title: string;
  text: string;
  href: string;
}

/** What is typed, and what of the form was chosen so far. */
export interface Typed {
  text: string;
  kind: string;
  libraryId: number | null;
}

const ANSWERS = 3;
const BOOKS = 2;
const PROGRAMMES = 1;
/** Programmes are looked through so far ahead. */
const COMING = 40;
/** A title has no more words; a story has. */
const LONGEST_TITLE_WORDS = 6;

const ABOUT_HOURS = /\b(jam|buka|tutup|libur|open|opening|hours|close|closed|closing)\b/;
/** Indonesian builds words before and after a stem: *meminjam*, *pengembalian*, *diperpanjang*. */
const ABOUT_RULES =
  /\b(\w*(?:pinjam|minjam|embali|perpanjang)\w*|lama|batas|tenggat|terlambat|telat|denda|borrow\w*|lend\w*|loans?|return\w*|renew\w*|extend\w*|long|late|overdue|fines?|limits?|due)\b/;
const ABOUT_HOLDS = /\b(\w*reservasi\w*|(?:di)?pesan|memesan|pesanan|reserv\w+|holds?)\b/;

/** Of what a question is made beside the title that it is about. */
const EMPTY = new Set(
  (
    'apa apakah ada adakah punya buku novel komik bacaan tentang cari mencari carikan tolong mohon saya aku mau ingin pinjam dipinjam bisa boleh di ' +
    'perpustakaan ini itu yang judul karya karangan oleh dan atau untuk berapa sekaligus meminjam the a of is there do you have book books about find by ' +
    'how many may borrow at once'
  ).split(' '),
);

/**
 * What may answer what somebody types: answers of the library, opening hours, the rules that hold for this reader, records and programmes. Nothing of
 * it is kept.
 */
export async function helpFor(ctx: Ctx, typed: Typed): Promise<Help[]> {
  const folded = foldedKey(typed.text);
  const words = folded.split(' ').filter((word) => word.length > 1);
  const found = await Promise.all([
    ABOUT_HOURS.test(folded) ? openingOf(ctx, typed.libraryId) : [],
    ownRules(ctx, typed.libraryId, { loans: ABOUT_RULES.test(folded), holds: ABOUT_HOLDS.test(folded) }),
    answers(ctx, typed.text),
    typed.kind === 'question' ? books(ctx, words) : [],
    programmes(ctx, words),
  ]);
  return found.flat();
}

async function answers(ctx: Ctx, text: string): Promise<Help[]> {
  const fitting = await suggestAnswers(ctx, text, { limit: ANSWERS });
  return fitting.map(({ id, question, excerpt }) => ({
    title: question,
    text: excerpt,
    href: localizeHref(`/bantuan/tanya-jawab/${id}`),
  }));
}

async function openingOf(ctx: Ctx, libraryId: number | null): Promise<Help[]> {
  const library = libraryId === null ? await mainLibrary(ctx) : await getLibrary(ctx, libraryId).catch(() => undefined);
  if (!library) return [];
  return [
    {
      title: m.help_opening({ library: library.name }),
      text: await openingSaid(ctx, library),
      href: localizeHref(`/perpustakaan/${library.code.toLowerCase()}`),
    },
  ];
}

/**
 * How long and how often this reader may keep what is lent most, and how much they may reserve: at the library that was chosen, else where they are
 * at home.
 */
async function ownRules(
  ctx: Ctx,
  libraryId: number | null,
  asked: { loans: boolean; holds: boolean },
): Promise<Help[]> {
  if (ctx.actor.kind !== 'member' || !(asked.loans || asked.holds)) return [];
  const [member, categories, libraries, main, [type]] = await Promise.all([
    getOwnMember(ctx),
    listCategories(ctx),
    listLibraries(ctx, { active: true }),
    mainLibrary(ctx),
    listItemTypes(ctx.db),
  ]);
  const category = categories.find(({ code }) => code === member.category);
  const at = (id: number | null) => libraries.find((one) => one.id === id);
  const library = at(libraryId) ?? at(member.homeLibraryId) ?? main;
  if (!category || !library || !type) return [];
  const rules = await policyFor(ctx.db, { libraryId: library.id, categoryId: category.id, itemType: type.code });
  if (!rules.mayBorrow || rules.loanUnit !== 'day') return [];
  const most = rules.ofType.maxLoans ?? rules.maxLoans;
  const reserved = rules.ofType.maxHolds ?? rules.maxHolds;
  const said = m.help_rules_said({
    kind: ctx.locale === 'en' ? type.nameEn : type.nameId,
    length: rules.loanLength,
    renewals: rules.maxRenewals ?? m.help_rules_unlimited(),
    most: most === null ? '' : m.help_rules_most({ items: most }),
  });
  const alsoHolds = asked.holds && reserved !== null ? [m.help_rules_holds({ items: reserved })] : [];
  return [
    {
      title: m.help_rules(),
      text: [said.trim(), ...alsoHolds].join(' '),
      href: localizeHref('/akun'),
    },
  ];
}

async function books(ctx: Ctx, words: readonly string[]): Promise<Help[]> {
  const sought = words.filter((word) => !EMPTY.has(word));
  if (sought.length === 0 || sought.length > LONGEST_TITLE_WORDS) return [];
  // as if still typed: what is asked here is no search that found nothing
  const { hits, partial } = await search(ctx, { q: sought.join(' '), limit: BOOKS, typing: true });
  if (partial) return [];
  return hits.map((card) => {
    const { id, title, availability } = describeBook(ctx, card);
    return { title, text: availability.sentence, href: localizeHref(`/katalog/${id}`) };
  });
}

async function programmes(ctx: Ctx, words: readonly string[]): Promise<Help[]> {
  const telling = words.filter((word) => word.length > 3 && !EMPTY.has(word));
  if (telling.length === 0) return [];
  const coming = await comingPrograms(ctx, COMING);
  const scored = coming.map((program) => {
    const title = new Set(foldedKey(program.title).split(' '));
    return { program, hits: telling.filter((word) => title.has(word)).length };
  });
  return scored
    .filter(({ hits }) => hits >= 2)
    .sort((a, b) => b.hits - a.hits)
    .slice(0, PROGRAMMES)
    .map(({ program: { title, facts, href } }) => ({ title, text: facts, href }));
}
