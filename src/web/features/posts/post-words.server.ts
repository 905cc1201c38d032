import type { ChannelKind, PublishCode } from '#modules/city/channels/client';
import type { Fate, PostDelivery } from '#modules/city/posts/client';
import { m } from '#i18n/messages';
import { formatDate, formatMinute, type LocalDate } from '#shared/dates';

export const POSTS = '/staf/kabar/pos';
export const CALENDAR = '/staf/kabar';

const KINDS: Record<ChannelKind, () => string> = {
  telegram: m.channels_kind_telegram,
  mastodon: m.channels_kind_mastodon,
  bluesky: m.channels_kind_bluesky,
  facebook: m.channels_kind_facebook,
  instagram: m.channels_kind_instagram,
  x: m.channels_kind_x,
  webhook: m.channels_kind_webhook,
  whatsapp_channel: m.channels_kind_whatsapp_channel,
  other: m.channels_kind_other,
};
/** The name of a kind of channel. */
export const kindName = (kind: ChannelKind): string => KINDS[kind]();

/** Kinds as a narrow calendar says them. */
const SHORT: Record<ChannelKind, string> = {
  ...{ telegram: 'TG', mastodon: 'Mastodon', bluesky: 'Bluesky', facebook: 'FB', instagram: 'IG', x: 'X' },
  ...{ webhook: 'Webhook', whatsapp_channel: 'WA', other: '…' },
};
const MOST_NAMED = 3;
/** `IG, FB, TG`, or how many there are. */
export const kindsShort = (kinds: readonly ChannelKind[]): string =>
  kinds.length > MOST_NAMED
    ? m.posts_all_channels({ count: kinds.length })
    : [...new Set(kinds.map((kind) => SHORT[kind]))].join(', ');

const FATE_WORDS: Record<Fate, () => string> = {
  draft: m.posts_fate_draft,
  submitted: m.posts_fate_submitted,
  approved: m.posts_fate_approved,
  scheduled: m.posts_fate_scheduled,
  sent: m.posts_fate_sent,
  by_hand: m.posts_fate_by_hand,
  failed: m.posts_fate_failed,
  unknown: m.posts_fate_unknown,
  stopped: m.posts_fate_stopped,
  removed: m.posts_fate_removed,
  cancelled: m.posts_fate_cancelled,
};
/** How something stands, in a word. */
export const fateWord = (fate: Fate): string => FATE_WORDS[fate]();

/** The sign that stands before that word, and the colour of its edge in a calendar. */
const LOOKS: Record<Fate, { kind: 'on' | 'out' | 'wait' | 'here' | 'late' | 'off'; edge: string }> = {
  draft: { kind: 'off', edge: '' },
  submitted: { kind: 'wait', edge: 'e-warn' },
  approved: { kind: 'wait', edge: 'e-warn' },
  scheduled: { kind: 'out', edge: 'e-jad' },
  sent: { kind: 'on', edge: 'e-ok' },
  by_hand: { kind: 'wait', edge: 'e-warn' },
  failed: { kind: 'late', edge: 'e-bad' },
  unknown: { kind: 'here', edge: 'e-warn' },
  stopped: { kind: 'late', edge: 'e-bad' },
  removed: { kind: 'off', edge: '' },
  cancelled: { kind: 'off', edge: '' },
};
export const fateLook = (fate: Fate) => ({ fate, word: fateWord(fate), ...LOOKS[fate] });

const CODES: Record<PublishCode, () => string> = {
  not_reached: m.channels_outcome_not_reached,
  no_answer: m.channels_outcome_no_answer,
  busy: m.channels_outcome_busy,
  server_trouble: m.channels_outcome_server_trouble,
  not_understood: m.channels_outcome_not_understood,
  permission_ended: m.channels_outcome_permission_ended,
  refused: m.channels_outcome_refused,
  too_long: m.channels_outcome_too_long,
  picture_refused: m.channels_outcome_picture_refused,
  picture_needed: m.channels_outcome_picture_needed,
  picture_needs_public_address: m.channels_outcome_picture_needs_public_address,
  picture_not_ready: m.channels_outcome_picture_not_ready,
  duplicate: m.channels_outcome_duplicate,
  gone: m.channels_outcome_gone,
  moved: m.channels_outcome_moved,
  cannot_edit: m.channels_outcome_cannot_edit,
  cannot_delete: m.channels_outcome_cannot_delete,
  by_hand: m.channels_outcome_by_hand,
  account_off: m.channels_outcome_account_off,
  account_incomplete: m.channels_outcome_account_incomplete,
};
const OWN_CODES: Readonly<Record<string, () => string>> = {
  subject_gone: m.posts_code_subject_gone,
  too_late: m.posts_code_too_late,
  died: m.posts_code_died,
  text_unfit: m.posts_code_text_unfit,
};
const ALL_CODES: Readonly<Record<string, (() => string) | undefined>> = { ...CODES, ...OWN_CODES };
/** Why it stands so, in a sentence; '' = there is nothing to say. */
export const whyOf = (code: string): string => ALL_CODES[code]?.() ?? '';

const READY: Record<PostDelivery['ready'], (() => string) | null> = {
  ready: null,
  off: m.posts_account_off,
  incomplete: m.posts_account_incomplete,
  expired: m.posts_account_expired,
};
/** Why an account takes nothing now; null = it does. */
export const readyWord = (ready: PostDelivery['ready']): string | null => READY[ready]?.() ?? null;

/** `24 November 2026 pukul 16.00`; where nothing is said of when, so. */
export const whenLine = (sendOn: LocalDate | null, sendMinute: number | null, locale: 'id' | 'en'): string =>
  sendOn === null || sendMinute === null
    ? m.posts_no_hour()
    : m.posts_when_line({ day: formatDate(sendOn, locale), time: formatMinute(sendMinute, locale) });
