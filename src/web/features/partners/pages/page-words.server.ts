import { PAGE_SECTIONS, type PageSection } from '#modules/city/partners/client';
import { m } from '#i18n/messages';

const SECTIONS: Record<PageSection, () => string> = {
  duties: m.partner_page_section_duties,
  coming: m.partner_page_section_coming,
  results: m.partner_page_section_results,
  files: m.partner_page_section_files,
  people: m.partner_page_section_people,
  messages: m.partner_page_section_messages,
};

export const sectionName = (section: PageSection): string => SECTIONS[section]();

/** The parts of a page to choose from, those that are open ticked. */
export const sectionChoices = (open: readonly PageSection[]) =>
  PAGE_SECTIONS.map((value) => ({ value, label: sectionName(value), isOpen: open.includes(value) }));
