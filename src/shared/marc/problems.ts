/**
 * Everything that reading, writing, checking or parsing a MARC record can complain about. A problem is a stable code with
 * parameters; the sentence for people is made elsewhere, in their language.
 */
export const MARC_PROBLEM_CODES = [
  // ISO 2709, the record could be read (warnings)
  'marc.bytes_skipped', // {count} bytes of garbage before this record
  'marc.record_length_wrong', // {stated, actual} the leader's record length is not the true one
  'marc.record_terminator_missing',
  'marc.base_address_wrong', // {stated, actual}
  'marc.directory_recovered', // the directory's lengths were wrong; the field terminators were used
  'marc.unreferenced_data', // {count} bytes that no directory entry points to
  'marc.leader_length', // {length} the leader has not 24 characters
  'marc.indicators_wrong', // {tag} a data field does not begin with two indicators
  'marc.subfield_missing', // {tag} text without a subfield code was taken as $a
  'marc.subfield_without_code', // {tag}
  'marc.control_field_with_subfields', // {tag}
  'marc.marc8_unknown', // {tag, set, bytes} no Unicode character is known; replaced by U+FFFD
  'marc.marc8_escape_unknown', // {tag, bytes} an escape sequence of no known character set
  'marc.utf8_declared_marc8', // the leader says MARC-8 but the bytes are UTF-8
  'marc.latin1_in_utf8', // {tag} bytes that are not UTF-8 in a record that says so; read as Latin-1
  'marc.leader_damaged', // the leader cannot be read; taken for that of a book
  'marc.hash_blank', // {count, tags} '#' written for a blank; a blank now
  // ISO 2709, the record was lost (errors)
  'marc.garbage', // {count} bytes that are no record
  'marc.record_truncated', // {stated, actual}
  'marc.record_too_long', // {limit}
  'marc.directory_missing',
  'marc.directory_bad', // {entries, fields}
  // in reports of before only
  'marc.utf8_invalid', // {tag} bytes that are not UTF-8; replaced by U+FFFD
  // writing ISO 2709
  'marc.write_record_too_long', // {bytes, limit}
  'marc.write_field_too_long', // {tag, bytes, limit}
  'marc.write_delimiter_in_value', // {tag}
  'marc.indicator_not_writable', // {tag}
  'marc.subfield_code_invalid', // {tag, code}
  // MARCXML
  'marc.xml_dtd_refused',
  'marc.xml_malformed', // {line, column, detail}
  'marc.xml_encoding_unsupported', // {encoding}
  'marc.xml_text_ignored', // {tag} text between the elements
  'marc.xml_no_record', // the document ended without any record
  'marc.record_empty', // neither leader nor fields
  'marc.replacement_character', // {tag} U+FFFD: a character was lost before or while reading
  // the text form of the editor
  'marc.text_line_unreadable',
  'marc.text_leader_missing',
  'marc.text_leader_repeated',
  'marc.text_escape_unknown', // {escape}
  'marc.text_subfield_expected', // {tag}
  // checks of a bibliographic record
  'marc.leader_invalid', // {position, value}
  'marc.008_missing',
  'marc.008_repeated',
  'marc.008_length', // {length, expected}
  'marc.008_value', // {position, value} a code that this kind of material does not have
  'marc.tag_invalid', // {tag} one or several that MARC 21 does not have; also: cannot be written
  'marc.title_missing',
  'marc.title_repeated',
  'marc.main_entry_repeated', // {tags}
  'marc.isbn_invalid', // {value}
  'marc.issn_invalid', // {value}
  'marc.indicator_invalid', // {tag, indicator, value}
  'marc.subfield_empty', // {tag, code}
  'marc.field_empty', // {tag}
] as const;

export type MarcProblemCode = (typeof MARC_PROBLEM_CODES)[number];

/** One complaint: what it is and where, never a sentence. */
export interface MarcProblem {
  code: MarcProblemCode;
  params?: Record<string, string | number>;
}

/** Tags named in a problem: few of them, and each as long as a tag may be by mistake; a file decides how many there are. */
export const namedTags = (tags: readonly string[]): string => {
  const named = [...new Set(tags.map((tag) => tag.slice(0, 12)))];
  return named.slice(0, 20).join(', ') + (named.length > 20 ? ', …' : '');
};

/** A problem; without parameters the key is left out. */
export const problem = (code: MarcProblemCode, params?: Record<string, string | number>): MarcProblem =>
  params ? { code, params } : { code };
