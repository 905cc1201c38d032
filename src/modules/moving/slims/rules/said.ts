/** What became of a row. `known`: an earlier run brought it. */
export type Fate = 'carried' | 'merged' | 'refused' | 'known';

/** A word about one row for the report; `told`: it was carried, and somebody should know something about it. Holds nothing personal. */
export interface Said {
  table: string;
  /** As people find it in SLiMS: `biblio_id=12`. */
  key: string;
  fate: 'merged' | 'refused' | 'told';
  code: SaidCode;
  params?: Readonly<Record<string, string | number>>;
}

/** Why; the sentences are `slims_said_*` in the messages. */
export const SAID_CODES = [
  'author_kind_unknown',
  'author_level_unknown',
  'author_nobody',
  'author_several',
  'barcode_missing',
  'barcode_of_another',
  'barcode_too_long',
  'conflict_copy_changed_here',
  'conflict_copy_refused',
  'conflict_fine',
  'conflict_loan_another',
  'conflict_loan_changed_here',
  'conflict_loan_ended_here',
  'conflict_member_changed_here',
  'conflict_member_refused',
  'conflict_title_changed_here',
  'copy_there',
  'copy_without_title',
  'date_unusable',
  'entered_unknown',
  'fine_below_zero',
  'fine_empty',
  'fine_member_gone',
  'fine_overpaid',
  'fine_undated',
  'fine_unusable',
  'isbn_wrong',
  'isbn_ruined',
  'item_type_unknown',
  'labels_left',
  'key_unusable',
  'language_unknown',
  'link_without_name',
  'link_without_title',
  'link_repeated',
  'loan_back_before_lent',
  'loan_back_estimated',
  'loan_code_shared',
  'loan_copy_gone',
  'loan_copy_made',
  'loan_day_estimated',
  'loan_due_by_rule',
  'loan_lent_again',
  'loan_member_gone',
  'loan_never_lent',
  'loan_of_history_alone',
  'loan_repeated',
  'location_unknown',
  'name_like_another',
  'name_unused',
  'number_of_another',
  'picture_left',
  'place_missing',
  'price_unusable',
  'publisher_missing',
  'row_repeated',
  'saving_refused',
  'settle_copy_gone',
  'settle_copy_out',
  'settle_member_gone',
  'status_unknown',
  'text_repaired',
  'title_empty',
  'title_gone',
  'title_refused',
  'title_blank',
  'email_unusable',
  'expiry_unknown',
  'guardian_missing',
  'identity_removed',
  'member_maybe',
  'member_nameless',
  'member_number_changed',
  'member_number_taken',
  'member_pending',
  'member_there',
  'member_type_unknown',
  'notes_cut',
  'password_unusable',
  'phone_unusable',
  'photo_left',
  'pin_left',
  'type_nameless',
  'type_rules_left',
  'type_there',
  'topic_kind_unknown',
  'updated_copy',
  'updated_fine',
  'updated_loan_due',
  'updated_loan_returned',
  'updated_loan_returned_fined',
  'updated_member',
  'updated_title',
] as const;
export type SaidCode = (typeof SAID_CODES)[number];

/** A running loan that could not come: somebody must find out where the book is. */
export const isToSettle = ({ code }: Said): boolean => code.startsWith('settle_');
/** A row that an earlier run brought says something else now, and what it became was brought up to date. */
export const isUpdated = ({ code }: Said): boolean => code.startsWith('updated_');
/** It says something else now, and so do people here: theirs stays until somebody decides. */
export const isConflict = ({ code }: Said): boolean => code.startsWith('conflict_');
