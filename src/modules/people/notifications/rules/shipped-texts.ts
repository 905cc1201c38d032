import english from './shipped/en.json' with { type: 'json' };
import indonesian from './shipped/id.json' with { type: 'json' };
import type { NoticeText } from './placeholders.ts';
import type { Channel, Language, TemplateTopic } from './topics.ts';

const shipped: Record<Language, Record<TemplateTopic, NoticeText & { push: string }>> = {
  id: indonesian,
  en: english,
};

/** The text that ships with the product. */
export function shippedText(topic: TemplateTopic, channel: Channel, language: Language): NoticeText {
  const { subject, body, push } = shipped[language][topic];
  return { subject, body: channel === 'push' ? push : body };
}
