import {
  limitsOf,
  WARNED_DAYS,
  type ChannelAccount,
  type ChannelKind,
  type PublishCode,
} from '#modules/city/channels/client';
import { m } from '#i18n/messages';
import { addDays, type LocalDate } from '#shared/dates';

/** The page of accounts outside. */
export const ACCOUNTS = '/staf/kabar/akun';

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
const HELP: Record<ChannelKind, () => string> = {
  telegram: m.channels_help_telegram,
  mastodon: m.channels_help_mastodon,
  bluesky: m.channels_help_bluesky,
  facebook: m.channels_help_facebook,
  instagram: m.channels_help_instagram,
  x: m.channels_help_x,
  webhook: m.channels_help_webhook,
  whatsapp_channel: m.channels_help_whatsapp_channel,
  other: m.channels_help_other,
};
const OUTCOMES: Record<PublishCode, () => string> = {
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

export const kindName = (kind: ChannelKind): string => KINDS[kind]();
/** Where one gets the permission of a kind. */
export const kindHelp = (kind: ChannelKind): string => HELP[kind]();
/** What happened, and what to do. */
export const outcomeSentence = (code: PublishCode): string => OUTCOMES[code]();

const READY = {
  ready: { kind: 'on', says: m.channels_ready_ready },
  off: { kind: 'off', says: m.channels_ready_off },
  incomplete: { kind: 'wait', says: m.channels_ready_incomplete },
  expired: { kind: 'late', says: m.channels_ready_expired },
} as const;

/** How an account stands, as a sign and words; within a week of its end it says so. */
export function standing({ ready, expiresOn }: Pick<ChannelAccount, 'ready' | 'expiresOn'>, today: LocalDate) {
  const soon = ready === 'ready' && expiresOn !== null && expiresOn <= addDays(today, WARNED_DAYS);
  return soon
    ? { kind: 'wait' as const, label: m.channels_ready_soon(), soon }
    : { kind: READY[ready].kind, label: READY[ready].says(), soon };
}

/** What a channel takes, in sentences. */
export function limitLines(kind: ChannelKind, locale: string): string[] {
  const { letters, captionLetters, picture, altText, links, edits, deletes, byHand } = limitsOf[kind];
  if (byHand) return [m.channels_by_hand_note()];
  return [
    ...(letters === null ? [] : [m.channels_limit_letters({ letters: letters.toLocaleString(locale) })]),
    ...(captionLetters === null ? [] : [m.channels_limit_caption({ letters: captionLetters.toLocaleString(locale) })]),
    ...(picture === 'required' ? [m.channels_limit_picture_required()] : []),
    ...(altText ? [m.channels_limit_alt()] : []),
    ...(links === 'none' ? [m.channels_limit_links_none()] : []),
    edits ? m.channels_limit_edits() : m.channels_limit_no_edits(),
    deletes ? m.channels_limit_deletes() : m.channels_limit_no_deletes(),
  ];
}
