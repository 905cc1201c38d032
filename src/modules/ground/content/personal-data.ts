import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'writing', because: 'when a writing was begun' },
  {
    table: 'writing_block',
    staff: 'changed_by leased_by leased_name',
    kept: {
      'body english': 'what the library writes for everybody; whoever is named in it agreed',
    },
    rest: 'none',
  },
  { table: 'content_comment', staff: 'author_id author_name words suggestion settled_by', rest: 'none' },
  {
    table: 'writing_version',
    staff: 'made_by',
    kept: { 'head blocks': 'what everybody read, as it was published' },
    rest: 'none',
  },
  {
    table: 'picture',
    staff: 'added_by',
    kept: { 'alt credit': 'what a picture of the library shows, and who made it' },
    rest: 'none',
  },
  {
    table: 'writing_file',
    staff: 'added_by',
    kept: { 'title file_name': 'what the library gives everybody to take along' },
    none: 'kind media_type key captions_key captions_en_key',
    rest: 'none',
  },
  { impersonal: 'picture_file', because: 'files of pictures that the library made anew' },
];
