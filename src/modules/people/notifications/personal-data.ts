import type { ColumnWords, PersonalDataSource } from '#platform/rights/personal-data';
import { lockHeardOf } from './data/heard.queries.ts';
import { forgetNotices, selectNoticesOf } from './data/personal-data.queries.ts';

/** What was told to a member, on which channel; all of it goes with an erasure, also the devices and the chosen channels. */
const noticesPersonalData: PersonalDataSource = {
  key: 'notices',
  exportOf: async (db, memberId) => selectNoticesOf(db, memberId),
  hindrances: async () => Promise.resolve([]),
  async lockFirst(trx, memberId) {
    await lockHeardOf(trx, memberId);
  },
  erase: async (trx, _ctx, memberId) => forgetNotices(trx, memberId),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [noticesPersonalData];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'notice_channel notice_schedule notice_template quiet_hours', because: 'how and when anybody is told' },
  { table: 'delivery', gone: 'channel state outcome outcome_detail provider_id receipt decided_by', rest: 'gone' },
  { table: 'delivery_notification', of: 'delivery_id', gone: 'channel', rest: 'gone' },
  {
    table: 'heard_message',
    gone: 'channel name words',
    kept: {
      phone: 'of somebody who wrote by WhatsApp; it goes when that is a ticket, a minute later',
      id_hash: 'of a message, by a key of this installation; it says nothing',
    },
    rest: 'gone',
  },
  { table: 'notice_preference', gone: 'topic_group channel chosen_by', rest: 'gone' },
  { table: 'notification', gone: 'key topic params about', rest: 'gone' },
  { table: 'push_subscription', gone: 'endpoint p256dh auth device', rest: 'gone' },
  { table: 'telegram_chat', gone: 'chat_id', rest: 'gone' },
  { table: 'telegram_link_code', gone: 'code_hash', rest: 'gone' },
  {
    table: 'guest_message',
    none: 'topic language state outcome',
    kept: {
      'email phone name params path about key':
        'to guests, who have no card; withdrawn with their enrolment, emptied when it ended',
    },
    rest: 'none',
  },
];
