import { z } from 'zod';
import { dayValue, defineNotice, shortened, titleValue, type NoticeKind } from '#modules/people/notifications';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';

const ideaWords = {
  proposed: m.notice_idea_proposed,
  committed: m.notice_idea_committed,
  in_progress: m.notice_idea_in_progress,
  done: m.notice_idea_done,
  stopped: m.notice_idea_stopped,
  considering: m.notice_idea_considering,
  accepted: m.notice_idea_accepted,
  declined: m.notice_idea_declined,
};

/** What became of an idea (`activity`: the plan that came of it, and where), or of a proposal for a programme. */
export const ideaNews = defineNotice({
  topic: 'idea',
  group: 'holds',
  values: z.object({
    title: titleValue,
    news: z.enum(['proposed', 'committed', 'in_progress', 'done', 'stopped', 'considering', 'accepted', 'declined']),
    activity: shortened(300),
    library: shortened(200),
    reason: shortened(1000),
  }),
  placeholders: ['ide', 'kabar', 'keterangan'],
  needed: 'kabar',
  describe: ({ title, news, activity, library, reason }, { language }) => ({
    ide: title,
    kabar: ideaWords[news]({ activity, library }, { locale: language }),
    keterangan: reason,
  }),
  example: () => ({
    title: 'Rak pinjam di warung kopi',
    news: 'committed' as const,
    activity: 'Rak pinjam di tiga warung kopi Karangsari',
    library: 'Perpustakaan Karangsari',
    reason: '',
  }),
  texts: {
    id: {
      name: 'Kabar ide dan usul Anda',
      subject: 'Kabar dari ide: {ide}',
      body: 'Ada kabar dari ide yang Anda tulis atau dukung:\n- {ide}. {kabar} {keterangan}\nLihat di akun Anda: {tautan}',
      push: '- {ide}: {kabar}',
    },
    en: {
      name: 'News of your ideas and proposals',
      subject: 'News of an idea: {ide}',
      body: 'There is news of an idea that you wrote or supported:\n- {ide}. {kabar} {keterangan}\nSee it in your account: {tautan}',
      push: '- {ide}: {kabar}',
    },
  },
});

const plan = z.object({
  title: titleValue,
  news: z.enum(['due', 'milestone', 'follow_up_30', 'follow_up_90', 'changed']),
  what: shortened(500),
  on: dayValue.nullable(),
});

/** What the owner of a plan is reminded of. `on`: the day of it; `what`: of a milestone. */
export const planNews = defineNotice({
  topic: 'action_plan',
  group: 'holds',
  values: plan,
  placeholders: ['rencana', 'kabar'],
  needed: 'kabar',
  describe: (values, { language }) => ({ rencana: values.title, kabar: planInWords(values, language) }),
  example: () => ({
    title: 'Rak pinjam di tiga warung kopi Karangsari',
    news: 'follow_up_30' as const,
    what: '',
    on: null,
  }),
  texts: {
    id: {
      name: 'Rencana aksi Anda',
      subject: 'Rencana Anda: {rencana}',
      body: 'Tentang rencana aksi Anda:\n- {rencana}. {kabar}\nBuka lewat akun Anda: {tautan}',
      push: '- {rencana}: {kabar}',
    },
    en: {
      name: 'Your action plans',
      subject: 'Your plan: {rencana}',
      body: 'About your action plan:\n- {rencana}. {kabar}\nOpen it from your account: {tautan}',
      push: '- {rencana}: {kabar}',
    },
  },
});

function planInWords({ news, what, on }: z.output<typeof plan>, locale: 'id' | 'en'): string {
  const date = on === null ? '–' : formatDate(on, locale, 'full');
  switch (news) {
    case 'due':
      return m.notice_plan_due({ date }, { locale });
    case 'milestone':
      return m.notice_plan_milestone({ what, date }, { locale });
    case 'follow_up_30':
      return m.notice_plan_follow_up({ days: 30 }, { locale });
    case 'follow_up_90':
      return m.notice_plan_follow_up({ days: 90 }, { locale });
    case 'changed':
      return m.notice_plan_changed({ what }, { locale });
  }
}

/** What those with ideas and plans are told. */
export const notices = [ideaNews, planNews] as const satisfies readonly NoticeKind[];
