import type { ColumnWords } from '#platform/rights/personal-data';
import { memberRetention } from './privacy/retention-classes.ts';
import { columnsThat } from './rules/member-fields.ts';

/** What goes after its time. */
export const retention = memberRetention;

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'member_category', because: 'groups of members' },
  {
    table: 'member',
    blanked: `number full_name folded_name search_name birth_date ${columnsThat(({ erased }) => erased)} photo_key pin_hash password_hash password_cleared_at data_confirmed_by`,
    none: 'pin_failed_count pin_locked_until status locale is_sample version created_at updated_at restricted_at erased_at data_confirmed_at renews_itself',
    kept: {
      [`id sex category_id kind home_library_id ${columnsThat(({ erased }) => !erased)} joined_on expires_on last_active_on`]:
        'statistics count on the pseudonym: whose group, place and days stay, nobody is found by them',
      guardian_consent: 'that a guardian agreed, without saying who',
    },
  },
  { table: 'member_contact', gone: 'name role phone email', rest: 'gone' },
  {
    table: 'member_family',
    of: 'guardian_id child_id',
    gone: 'relation channel started_by ended_by end_reason',
    rest: 'gone',
  },
  { table: 'member_identity', gone: 'nik_sealed nik_hash key_id nik_last4 nik_mismatch', rest: 'gone' },
  { table: 'member_desk_help', gone: 'sealed key_id', rest: 'gone' },
  { table: 'former_card', gone: 'number replaced_by', rest: 'gone' },
  { table: 'data_incident_member', rest: 'gone' },
  { table: 'sign_in_link', gone: 'token_hash', rest: 'gone' },
  {
    table: 'registration',
    gone: 'number token_hash status person nik_sealed nik_key_id nik_last4 consents code_hash locale decided_by reason code_way',
    rest: 'gone',
  },
  {
    table: 'applicant_message',
    of: 'registration_id',
    gone: 'message_key kind channel sealed key_id state outcome decided_by',
    rest: 'gone',
  },
  {
    table: 'member_block',
    blanked: 'reason',
    unnamed: 'created_by lifted_by',
    none: 'kind',
    kept: { member_id: 'statistics count on the pseudonym' },
    rest: 'none',
  },
  {
    table: 'consent_event',
    blanked: 'guardian_name guardian_contact',
    unnamed: 'recorded_by',
    staff: 'given_by',
    none: 'purpose act channel topic way',
    kept: {
      'member_id guardian_relation subscriber_key':
        'the ledger proves that there was a consent (art. 24 UU 27/2022), of the pseudonym',
    },
    rest: 'none',
  },
  { table: 'consent_text', staff: 'published_by', none: 'purpose title_id title_en body_id body_en', rest: 'none' },
  {
    table: 'subject_request',
    blanked: 'details',
    unnamed: 'decided_by',
    none: 'kind channel status',
    kept: {
      'member_id outcome':
        'that and how a request was answered must be shown (art. 30 UU 27/2022); it goes after its days (subject_requests)',
    },
    rest: 'none',
  },
  {
    table: 'data_incident',
    staff: 'created_by',
    none: 'number status data_kinds',
    kept: {
      'title how measures closing_note':
        'the record of an incident (art. 46 UU 27/2022) tells of kinds of data, not of people',
    },
    rest: 'none',
  },
  {
    table: 'retention_approval',
    staff: 'approved_by',
    none: 'class_key',
    kept: { member_ids: 'whom a person saw before they went: numbers, which are those of pseudonyms' },
    rest: 'none',
  },
  { table: 'retention_run', staff: 'requested_by', none: 'report', rest: 'none' },
];
