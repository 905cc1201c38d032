import type { ContentInput } from '../schema.ts';
import { followUp30, followUp90 } from './follow-up.ts';
import { fourLevels } from './four-levels.ts';
import { ikm } from './ikm.ts';
import { organiserEvaluation } from './organiser.ts';
import { mysteryVisit, serviceChecklist } from './service-behaviour.ts';
import { speakerEvaluation } from './speaker.ts';
import { testTemplate } from './test-template.ts';

/** Standard instruments: data to be copied, in the order in which staff are offered them. */
const instruments: readonly { key: string; content: ContentInput }[] = [
  { key: 'speaker', content: speakerEvaluation },
  { key: 'organiser', content: organiserEvaluation },
  { key: 'test', content: testTemplate },
  { key: 'four_levels', content: fourLevels },
  { key: 'follow_up_30', content: followUp30 },
  { key: 'follow_up_90', content: followUp90 },
  { key: 'ikm', content: ikm },
  { key: 'service_checklist', content: serviceChecklist },
  { key: 'mystery_visit', content: mysteryVisit },
];

export const findInstrument = (key: string): (typeof instruments)[number] | undefined =>
  instruments.find((instrument) => instrument.key === key);

/** What may be copied: its key, and its title in both languages. */
export const listInstruments = (): { key: string; title: { id: string; en: string }; questions: number }[] =>
  instruments.map(({ key, content: { title, questions } }) => ({
    key,
    title: typeof title === 'string' ? { id: title, en: '' } : { id: title.id, en: title.en ?? '' },
    questions: questions.filter(({ kind, importanceOf }) => kind !== 'section' && !importanceOf).length,
  }));
