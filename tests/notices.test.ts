import { expect, test } from 'vitest';
import { z } from 'zod';
import { notices } from '#contributed/notices';
import { gatherNotices, type NoticeKind } from '#modules/people/notifications';
import { channels, languages, topicGroups } from '#modules/people/notifications/client';
import { frame, noticeName, textKinds } from '../src/modules/people/notifications/outbox/frame.ts';
import { composeMessage } from '../src/modules/people/notifications/rules/compose-message.ts';
import { shippedText } from '../src/modules/people/notifications/rules/notice-text.ts';
import { checkText, usedPlaceholders } from '../src/modules/people/notifications/rules/placeholders.ts';
import { TEST_NOW } from './support/test-db.ts';

const kinds = gatherNotices(notices);
const now = new Date(TEST_NOW);
const common = { nama: 'Dimas', perpustakaan: 'Perpustakaan Kota', tautan: 'x', atur: 'y', nomor: '1' };

test('every text that ships holds only what can be filled in, and is there for every kind, channel and language', () => {
  expect(kinds.size).toBeGreaterThan(20);
  for (const kind of textKinds(kinds)) {
    for (const channel of channels) {
      for (const language of languages) {
        const text = shippedText(kind, channel, language);
        expect(checkText(kind, text), `${kind.topic} ${channel} ${language}`).toEqual({ unknown: [], missing: null });
        expect(text.subject.length * text.body.length).toBeGreaterThan(0);
      }
    }
  }
});

test('the two languages of a text say the same values', () => {
  for (const { topic, texts } of textKinds(kinds)) {
    expect(usedPlaceholders(texts.id.body).toSorted(), topic).toEqual(usedPlaceholders(texts.en.body).toSorted());
  }
});

test('every kind has a name in both languages, and a choice under which members find it', () => {
  for (const kind of kinds.values()) {
    expect(topicGroups).toContain(kind.group);
    for (const language of languages) {
      expect(noticeName(kinds, kind.topic, language), `${kind.topic} ${language}`).toMatch(/^\p{Lu}.+/u);
    }
    expect(kind.topic).toMatch(/^[a-z_0-9]{2,40}$/);
  }
  const named = (language: 'id' | 'en') => textKinds(kinds).map(({ texts }) => texts[language].name);
  for (const language of languages) expect(new Set(named(language)).size).toBe(named(language).length);
});

test('the example of every kind is one that could be kept, and becomes a message in both languages, nothing left open', () => {
  for (const kind of kinds.values()) {
    for (const language of languages) {
      const place = { timeZone: 'Asia/Jakarta', language, publicUrl: 'https://perpus.example.org' };
      const kept: unknown = JSON.parse(JSON.stringify(kind.example(now)));
      const items = kind.describe(kept, place);
      expect(Object.keys(items[0] ?? {}).toSorted(), kind.topic).toEqual(kind.placeholders.toSorted());
      for (const channel of channels) {
        const part = { kind, text: shippedText(kind, channel, language), items };
        const { subject, body } = composeMessage([part], shippedText(frame, channel, language), common);
        expect(subject, kind.topic).not.toBe('');
        expect(`${subject}\n${body}`, kind.topic).not.toMatch(/[{}]|undefined|NaN|Invalid/);
      }
    }
  }
});

test('two modules cannot mean two things by one topic', () => {
  const [first] = notices;
  const twin: NoticeKind = { ...first, check: () => z.never().parse(null), read: () => undefined };
  expect(() => gatherNotices([...notices, twin])).toThrow('one topic');
});
