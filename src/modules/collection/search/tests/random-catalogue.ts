import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import { bibRow, rewriteBib } from './bib-row.ts';
import type { SearchFilters } from '../rules/filter-hits.ts';
import type { OraclePart } from './search-oracle.ts';

/** A small generator of pseudo-random numbers (mulberry32), so that a failing run can be repeated by its seed. */
export function randomFrom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const chance = (share: number): boolean => next() < share;
  const pick = <T>(values: readonly T[]): T => {
    const value = values[below(values.length)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  };
  const several = <T>(values: readonly T[], most: number): T[] => {
    const chosen = new Set<T>();
    for (let count = below(most + 1); count > 0; count--) chosen.add(pick(values));
    return [...chosen];
  };
  return { below, chance, pick, several };
}
export type Random = ReturnType<typeof randomFrom>;

/** Words of two vowels at most and without old spelling, which stand for themselves alone. */
const WORDS =
  'bumi laut kota buku desa hutan padi batik candi gunung emas api tari lagu kisah raja ratu kuda burung pohon'.split(
    ' ',
  );
const NAMES = ['Budi Hartono', 'Ratna Wulan', 'Hartono Wulan', 'Agus Raja', 'Gunung Emas'];
const SUBJECTS = ['Kota', 'Kisah raja', 'Tari', 'Padi dan hutan', 'Lagu desa'];
const LANGUAGES = ['ind', 'jav', 'eng'];
const MATERIALS = ['buku', 'audio', 'peta'];
const DDCS = ['005.1', '297', '2X5.1', '398.2', '899.2213', '959.8', null];
/** Call numbers with their places in the order of the shelf (build-call-number.ts). */
const CALL_NUMBERS = ['297 SHI w', '2X5.1 AMR t', '398.2 TIM t', '899.221 PRA b', '899.221 PRA r', 'R 030 SHA e'];
export const VARIANTS = ['Wulandari', 'Hartanto'];

/** The more often a word comes first in the list, the commoner it is. */
const word = (random: Random): string =>
  WORDS[Math.min(random.below(WORDS.length), random.below(WORDS.length))] ?? 'buku';
const text = (random: Random, most: number): string =>
  Array.from({ length: 1 + random.below(most) }, () => word(random)).join(' ');

function bibValues(random: Random) {
  const title = text(random, 4);
  const authors = random.several(NAMES, 2);
  return {
    material: random.pick(MATERIALS),
    title,
    titleSort: title,
    subtitle: random.chance(0.3) ? text(random, 2) : null,
    mainAuthor: authors[0] ?? null,
    authors,
    subjects: random.several(SUBJECTS, 4),
    series: random.chance(0.1) ? [text(random, 2)] : [],
    publisher: random.chance(0.5) ? text(random, 2) : null,
    summary: random.chance(0.2) ? text(random, 8) : null,
    notes: random.chance(0.2) ? [text(random, 4)] : [],
    year: random.chance(0.9) ? 1960 + random.below(60) : null,
    languages: random.several(LANGUAGES, 2),
    ddc: random.pick(DDCS),
    loanCount: random.below(5),
    hidden: random.chance(0.05),
  };
}

export async function addBibs(db: Db, random: Random, count: number): Promise<number[]> {
  const rows = Array.from({ length: count }, () => bibRow(bibValues(random)));
  const added = await db.insertInto('bib').values(rows).returning('id').execute();
  return added.map((row) => row.id);
}

export async function addLibraries(db: Db, count: number): Promise<number[]> {
  const rows = Array.from({ length: count }, (_, index) => ({
    code: `L${index + 1}0`,
    name: `Perpustakaan ${index + 1}`,
    type: 'kelurahan',
  }));
  const added = await db.insertInto('library').values(rows).returning('id').execute();
  return added.map((row) => row.id);
}

let barcode = 0;
export async function addItem(db: Db, random: Random, bibId: number, libraryIds: readonly number[]): Promise<void> {
  barcode++;
  const callNumber = random.chance(0.9) ? random.pick(CALL_NUMBERS) : null;
  await db
    .insertInto('item')
    .values({
      bibId,
      libraryId: random.pick(libraryIds),
      barcode: `B${barcode}`,
      accessionNumber: `A${barcode}`,
      itemType: 'umum',
      callNumber,
      callNumberSort: callNumber?.toLowerCase() ?? null,
      status: random.chance(0.85) ? 'available' : random.pick(['lost', 'repair', 'missing']),
      onLoan: random.chance(0.2),
      setAside: random.chance(0.1) ? 'waiting' : null,
    })
    .execute();
}

/** Does one thing to the catalogue that a day at the library may bring. */
export async function changeSomething(
  db: Db,
  random: Random,
  bibIds: number[],
  libraryIds: readonly number[],
): Promise<string> {
  const bibId = random.pick(bibIds);
  const kind = random.pick([
    'relabel',
    'new',
    'edit',
    'delete',
    'restore',
    'hide',
    'item',
    'loan',
    'move',
    'authority',
    'variant',
    'lend',
  ]);
  switch (kind) {
    case 'new':
      bibIds.push(...(await addBibs(db, random, 1 + random.below(3))));
      break;
    case 'edit': {
      const { hidden, ...values } = bibValues(random);
      const row = { ...bibRow(values), version: sql<number>`version + 1` };
      await db.updateTable('bib').set(row).where('id', '=', bibId).where('hidden', '=', hidden).execute();
      break;
    }
    case 'delete':
      await db
        .updateTable('bib')
        .set('deletedAt', sql<Date>`now()`)
        .where('id', '=', bibId)
        .execute();
      break;
    case 'restore':
      await db.updateTable('bib').set('deletedAt', null).where('id', '=', bibId).execute();
      break;
    case 'hide':
      await db
        .updateTable('bib')
        .set('hidden', sql`not hidden`)
        .where('id', '=', bibId)
        .execute();
      break;
    case 'item':
      await addItem(db, random, bibId, libraryIds);
      break;
    case 'relabel': {
      const callNumber = random.pick(CALL_NUMBERS);
      const callNumberSort = callNumber.toLowerCase();
      await db.updateTable('item').set({ callNumber, callNumberSort }).where('bibId', '=', bibId).execute();
      break;
    }
    case 'loan':
      await db
        .updateTable('item')
        .set({
          onLoan: sql`not on_loan`,
          setAside: sql`case when set_aside is null then 'in_transit' end`,
        })
        .where('bibId', '=', bibId)
        .execute();
      break;
    case 'move':
      await db
        .updateTable('item')
        .set('bibId', random.pick(bibIds))
        .set('libraryId', random.pick(libraryIds))
        .where('bibId', '=', bibId)
        .execute();
      break;
    case 'authority':
      await linkAuthority(db, random, bibId);
      break;
    case 'variant':
      await db.updateTable('authorityVariant').set('form', random.pick(VARIANTS)).execute();
      break;
    case 'lend':
      await db
        .updateTable('bib')
        .set('loanCount', sql`loan_count + 1`)
        .where('id', '=', bibId)
        .execute();
      break;
  }
  return `${kind} ${bibId}`;
}

async function linkAuthority(db: Db, random: Random, bibId: number): Promise<void> {
  const heading = random.pick(NAMES);
  const found = await db.selectFrom('authority').select('id').where('heading', '=', heading).executeTakeFirst();
  const authority =
    found ??
    (await db
      .insertInto('authority')
      .values({ kind: 'name', heading, foldedHeading: heading.toLowerCase(), marc: '{}' })
      .returning('id')
      .executeTakeFirstOrThrow());
  if (!found) {
    const form = random.pick(VARIANTS);
    const values = { authorityId: authority.id, kind: 'see', form, foldedForm: form.toLowerCase() };
    await db.insertInto('authorityVariant').values(values).execute();
  }
  // the oracle looks at see-forms only, so the heading itself must be on the record
  await db.updateTable('bib').set('mainAuthor', heading).where('id', '=', bibId).execute();
  await rewriteBib(db, bibId, { authors: [heading] });
  await db.deleteFrom('bibAuthority').where('bibId', '=', bibId).execute();
  await db.insertInto('bibAuthority').values({ bibId, authorityId: authority.id, tag: '100' }).execute();
}

export function randomQuery(random: Random): OraclePart[] {
  return Array.from({ length: random.below(4) }, () => {
    const phrase = random.chance(0.2);
    const one = (): string => (random.chance(0.1) ? random.pick(VARIANTS).toLowerCase() : word(random));
    return {
      words: phrase ? [word(random), word(random)] : [one()],
      phrase,
      excluded: random.chance(0.15),
      field: random.chance(0.25) ? random.pick(['title', 'author', 'subject'] as const) : null,
    };
  });
}

export function randomFilters(random: Random, libraryIds: readonly number[]): SearchFilters {
  const maybe = <T>(value: () => T): T | undefined => (random.chance(0.2) ? value() : undefined);
  return {
    libraryIds: maybe(() => random.several(libraryIds, 2)),
    available: maybe(() => true),
    materials: maybe(() => random.several(MATERIALS, 2)),
    languages: maybe(() => random.several(LANGUAGES, 2)),
    authors: maybe(() => random.several(NAMES, 2)),
    subjects: maybe(() => random.several(SUBJECTS, 2)),
    ddc: maybe(() => random.several(['0', '2X', '899.2', '9'], 2)),
    yearFrom: maybe(() => 1960 + random.below(40)),
    yearTo: maybe(() => 1980 + random.below(40)),
    callNumberFrom: maybe(() => random.pick(['2', '297 SHI', '398.2', '899.221 PRA r'])),
    callNumberTo: maybe(() => random.pick(['2X5', '398.2 TIM t', '899', 'R 030'])),
  };
}
