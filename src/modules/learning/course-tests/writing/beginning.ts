import { m } from '#i18n/messages';

/** What every new item asks before somebody has written it; tests are Indonesian first, whatever the language of whoever writes. */
export const beginningWords = (): string => m.courses_begin_question({}, { locale: 'id' });
