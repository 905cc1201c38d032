/** What of a partner is one value, of which a merging keeps one. */
export const MERGED_FIELDS = [
  'kind',
  'name',
  'address',
  'kelurahan',
  'phone',
  'email',
  'site',
  'about',
  'aboutEn',
  'story',
  'storyEn',
  'since',
  'libraryId',
  'inChargeId',
  'schoolLibraryId',
] as const;
export type MergedField = (typeof MERGED_FIELDS)[number];

type Values = Readonly<Record<MergedField, string | number | null>>;

/** Fields of which both say something, and not the same: whoever merges chooses. */
export const differing = (keep: Values, drop: Values): MergedField[] =>
  MERGED_FIELDS.filter((field) => isSaid(keep[field]) && isSaid(drop[field]) && keep[field] !== drop[field]);

/** What is taken from the one that goes: what was chosen, and what the one that stays does not say. */
export const takenFields = (keep: Values, drop: Values, chosen: readonly MergedField[]): MergedField[] =>
  MERGED_FIELDS.filter((field) => isSaid(drop[field]) && (chosen.includes(field) || !isSaid(keep[field])));

const isSaid = (value: string | number | null): boolean => value !== null && value !== '';
