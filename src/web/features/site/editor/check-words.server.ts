import type { PageCheck } from '#modules/city/site';
import type { WrittenBlock } from '#modules/ground/content/client';
import { m } from '#i18n/messages';

type Params = PageCheck['params'];
const words = ({ words: said = '', text = '' }: Params): string => String(said === '' ? text : said);
const count = ({ count: said = 0 }: Params): number => Number(said);

/** What a check says, with what to do about it. */
const SAYS: Record<PageCheck['code'], (params: Params) => string> = {
  no_title: () => m.site_check_no_title(),
  empty_writing: () => m.site_check_empty(),
  picture_without_alt: (params) => m.site_check_alt({ count: count(params) }),
  recording_without_words: (params) => m.site_check_recording({ words: words(params) }),
  formula_without_alt: () => m.site_check_formula_alt(),
  file_gone: (params) => m.site_check_file_gone({ words: words(params) }),
  heading_skips_level: (params) => m.site_check_level({ words: words(params) }),
  heading_without_text_below: (params) => m.site_check_bare_heading({ words: words(params) }),
  empty_heading: () => m.site_check_empty_heading(),
  long_sentence: (params) => m.site_check_sentence({ words: words(params), count: count(params) }),
  long_paragraph: (params) => m.site_check_paragraph({ count: count(params) }),
  link_says_nothing: (params) => m.site_check_vague_link({ words: words(params) }),
  same_words_other_link: (params) => m.site_check_same_words({ words: words(params) }),
  unsafe_link: (params) => m.site_check_unsafe_link({ words: words(params) }),
  table_without_head: () => m.site_check_table_head(),
  all_capitals: (params) => m.site_check_capitals({ words: words(params) }),
  button_twice: (params) => m.site_check_button_twice({ words: words(params) }),
  embed_twice: () => m.site_check_embed_twice(),
  embed_gone: () => m.site_check_embed_gone(),
  dead_link: (params) => m.site_check_dead_link({ words: words(params) }),
  silent_link: (params) => m.site_check_silent_link({ words: words(params) }),
  english_missing: (params) => m.site_check_english({ count: count(params) }),
};

/** What is to be looked at, in words, with the part in which it is. */
export const checkWords = (checks: readonly PageCheck[], blocks: readonly Pick<WrittenBlock, 'id'>[]) =>
  checks.map(({ code, at, params, blocking }, key) => ({
    ...{ key, blocking, words: SAYS[code](params) },
    blockId: at === null ? null : (blocks[at]?.id ?? null),
  }));
