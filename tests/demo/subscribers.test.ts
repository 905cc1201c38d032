import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { countAudience, listLetterTopics } from '#modules/city/subscriptions';
import { useTestDb } from '../support/test-db.ts';

const t = useTestDb({ demo: true });

test('in the sample city 240 people get letters or did, and each of their choices stands in the ledger', async () => {
  const people = await sql<{ all: number; stopped: number; members: number }>`select count(*)::int as all,
    count(stopped_at)::int as stopped, count(member_id)::int as members from letter_subscriber`.execute(t.db);
  const { all = 0, stopped = 0, members = 0 } = people.rows[0] ?? {};
  expect(all).toBe(240);
  expect(stopped).toBeGreaterThan(0);
  expect(members).toBe(12);
  const topics = await listLetterTopics(t.db);
  expect(topics.map(({ code }) => code).toSorted()).toEqual(['anak', 'buku-baru', 'kegiatan', 'literasi']);
  // of every topic a number may be told
  expect(Math.min(...topics.map(({ subscribers }) => subscribers))).toBeGreaterThan(9);
  const whole = {
    topicIds: topics.map(({ id }) => id),
    language: null,
    libraryId: null,
    attended: null,
    borrows: null,
  };
  expect(await countAudience(t.db, whole, t.clock.now())).toBe(all - stopped);
  const unsaid = await sql<{ n: number }>`select count(*)::int as n from letter_choice c
    join letter_subscriber s on s.id = c.subscriber_id join letter_topic t on t.id = c.topic_id
    where not exists (select from consent_event e where e.subscriber_key = s.subscriber_key and e.topic = t.code
      and e.act = 'given' and e.at = c.chosen_at)`.execute(t.db);
  expect(unsaid.rows[0]?.n).toBe(0);
});
