import { localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import type { Topic } from './client.ts';
import { speakerExample } from './describe-speaker-notice.ts';
import type { NoticeContent } from './schema.ts';

/** Values as they could be, for a preview and for trying a text out. */
export function exampleOf(topic: Topic, now: Date): NoticeContent {
  const inDays = (days: number): string => `${localDate(new Date(now.getTime() + days * 86_400_000), 'UTC')}T16:59:59Z`;
  const bulk = (days: number) => ({
    number: 'PP-KOTA-2026-0007',
    away: 40,
    contact: 'Sri Wahyuni',
    dueOn: inDays(days).slice(0, 10),
  });
  const loan = { title: 'Laskar Pelangi', barcode: 'B00001234' };
  switch (topic) {
    case 'before_due':
      return { topic, params: { ...loan, dueAt: inDays(1) } };
    case 'due':
      return { topic, params: { ...loan, dueAt: inDays(0) } };
    case 'overdue_1':
      return { topic, params: { ...loan, dueAt: inDays(-1), lateDays: 1 } };
    case 'overdue_2':
      return { topic, params: { ...loan, dueAt: inDays(-7), lateDays: 7 } };
    case 'overdue_3':
      return { topic, params: { ...loan, dueAt: inDays(-30), lateDays: 30 } };
    case 'hold_waiting':
    case 'hold_expiring':
      return { topic, params: { title: loan.title, place: 'Perpustakaan Kota', until: inDays(3) } };
    case 'membership_expiring':
      return { topic, params: { expiresOn: inDays(14).slice(0, 10) } };
    case 'registration':
      return { topic, params: { number: '20261100001', expiresOn: inDays(365).slice(0, 10) } };
    case 'request_answered':
      return { topic, params: { kind: 'correct', fulfilled: true, outcome: m.notice_example_outcome() } };
    case 'suspended':
      return { topic, params: { untilDate: inDays(3).slice(0, 10), reason: loan.title } };
    case 'password_cleared':
      return { topic, params: { at: now.toISOString() } };
    case 'receipt':
      return {
        topic,
        params: {
          lines: [
            { kind: 'return', ...loan, dueAt: null },
            { kind: 'loan', title: 'Bumi Manusia', barcode: 'B00004321', dueAt: inDays(7) },
          ],
        },
      };
    case 'bulk_before_due':
      return { topic, params: bulk(1) };
    case 'bulk_due':
      return { topic, params: bulk(0) };
    case 'bulk_overdue':
      return { topic, params: { ...bulk(-7), lateDays: 7, nth: 2 } };
    case 'review':
      return { topic, params: { title: loan.title, reason: m.notice_example_reason({}, { locale: 'id' }) } };
    case 'digital_ready':
      return { topic, params: { title: loan.title, until: inDays(2) } };
    case 'suggestion':
      return {
        topic,
        params: { title: loan.title, answer: 'buy', reason: m.notice_example_answer({}, { locale: 'id' }) },
      };
    case 'program':
    case 'program_reminder': {
      const about = {
        title: m.notice_example_program({}, { locale: 'id' }),
        place: 'Perpustakaan Kota',
        startsAt: inDays(2),
      };
      if (topic === 'program_reminder') return { topic, params: about };
      return { topic, params: { ...about, news: 'offered', until: inDays(1), position: null, reason: '' } };
    }
    case 'questionnaire': {
      const form = { title: m.notice_example_questionnaire({}, { locale: 'id' }), path: '/isi/contoh23' };
      return {
        topic,
        params: {
          program: m.notice_example_program({}, { locale: 'id' }),
          news: 'open',
          forms: [{ ...form, until: inDays(3) }],
        },
      };
    }
    case 'idea':
      return {
        topic,
        params: {
          ...{ title: m.notice_example_idea({}, { locale: 'id' }), news: 'committed', reason: '' },
          ...{
            activity: m.notice_example_plan({}, { locale: 'id' }),
            library: m.notice_example_place({}, { locale: 'id' }),
          },
        },
      };
    case 'action_plan':
      return {
        topic,
        params: { title: m.notice_example_plan({}, { locale: 'id' }), news: 'follow_up_30', what: '', on: null },
      };
    case 'speaker_invitation':
    case 'speaker_news':
      return speakerExample(topic, now);
    case 'generic':
      return {
        topic,
        params: {
          subject: {
            id: m.notice_example_subject({}, { locale: 'id' }),
            en: m.notice_example_subject({}, { locale: 'en' }),
          },
          text: { id: m.notice_example_text({}, { locale: 'id' }), en: m.notice_example_text({}, { locale: 'en' }) },
        },
      };
  }
}
