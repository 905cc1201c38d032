const KEY = /^([0-9a-f]{32})\.([\w-]{32})(?:\.(\d{1,15}(?:-\d{1,15}){0,9}))?$/;
const MOST_IN_LINK = 10;

/** What a link of a letter carries. */
export interface LinkParts {
  subscriberKey: string;
  code: string;
  /** What the letter was about; none: all letters. */
  topicIds: number[];
}

/** The words of a link: who, by which nobody else is guessed, and about what the letter was. A letter about more than ten topics stops all. */
export function linkToken(subscriberKey: string, code: string, topicIds: readonly number[] = []): string {
  const about = topicIds.length > MOST_IN_LINK ? [] : topicIds;
  return [subscriberKey.replaceAll('-', ''), code, ...(about.length > 0 ? [about.join('-')] : [])].join('.');
}

/** @returns null for what is no link of ours by its looks */
export function readToken(token: string): LinkParts | null {
  const [, hex, code, topics] = KEY.exec(token) ?? [];
  if (hex === undefined || code === undefined) return null;
  const subscriberKey = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { subscriberKey, code, topicIds: topics === undefined ? [] : topics.split('-').map(Number) };
}
