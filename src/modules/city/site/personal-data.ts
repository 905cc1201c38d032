import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'news_topic', because: 'what news is about' },
  {
    table: 'site_page',
    staff: 'submitted_by submitted_by_id created_by',
    kept: {
      'title title_en summary summary_en byline':
        'what the library says to everybody and who wrote it, with their consent',
    },
    none: 'kind slug state update_note found_by drafted_from draft_key',
    rest: 'none',
  },
  { impersonal: 'site_slug', because: 'addresses of pages' },
  { impersonal: 'site_outward_link', because: 'where pages lead, and whether that answers' },
  { table: 'site_banner', staff: 'created_by', none: 'words words_en href', rest: 'none' },
  {
    impersonal: 'site_list site_link site_contact site_service',
    because: 'what frames the site and what libraries do',
  },
  {
    table: 'site_person',
    kept: {
      'name role role_en about about_en': 'staff whom their library shows with their consent, until they are taken out',
    },
    rest: 'none',
  },
];
