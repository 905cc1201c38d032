import { dateOrWord } from './item-values.ts';
import { fitting, notesText, readTexts, type MemberFacts, type MemberTexts, type TextField } from './member-values.ts';
import { withLineEnds, type Cells } from './slims-books.ts';
import { findCategory, type Surroundings, type Word } from './surroundings.ts';

/** Columns of SLiMS' member export; its import knows a 19th, the password. Source: SLiMS 9.7.0's own export. */
export const MEMBER_COLUMNS = [
  'member_id',
  'member_name',
  'gender',
  'member_type_name',
  'member_email',
  'member_address',
  'postal_code',
  'inst_name',
  'is_new',
  'member_image',
  'pin',
  'member_phone',
  'member_fax',
  'member_since_date',
  'register_date',
  'expire_date',
  'birth_date',
  'member_notes',
  'mpasswd',
] as const;

/** What is never taken over: secrets, and a number of identity that nobody consented to. */
export const SLIMS_DROPPED = ['pin', 'mpasswd', 'member_image', 'member_fax'] as const;

export function slimsMember(
  cell: Cells,
  around: Surroundings,
  fields: readonly TextField[],
): { facts: MemberFacts; texts: MemberTexts; words: Word[] } {
  const notes: string[] = [];
  const type = findCategory(around, cell('member_type_name'));
  const birth = dateOrWord(cell('birth_date'), 'birth_date');
  const since = dateOrWord(cell('member_since_date') || cell('register_date'), 'member_since_date');
  const until = dateOrWord(cell('expire_date'), 'expire_date');
  const words = [...(type.word ? [type.word] : []), ...birth.words, ...since.words, ...until.words];
  const gender = cell('gender').trim();
  const facts = {
    number: cell('member_id').trim(),
    fullName: fitting(cell('member_name'), 120, notes) ?? '',
    birthDate: birth.date,
    sex: gender === '1' ? ('L' as const) : gender === '0' ? ('P' as const) : null,
    category: type.category,
    ...(since.date === null ? {} : { joinedOn: since.date }),
    ...(until.date === null ? {} : { expiresOn: until.date }),
  };
  const texts = readTexts(
    fields,
    ({ slims }) => (slims === undefined ? slims : withLineEnds(cell(slims))),
    notes,
    words,
  );
  const own = withLineEnds(cell('member_notes'));
  texts.notes = notesText(own === '' ? notes : [own, ...notes]);
  return { facts, texts, words };
}
