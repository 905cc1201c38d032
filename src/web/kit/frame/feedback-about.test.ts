import { expect, test } from 'vitest';
import { feedbackAbout } from './feedback-about.ts';

test.each([
  ['/', '/(public)', 'page-/'],
  ['/katalog', '/(public)/katalog', 'page-/katalog'],
  ['/akun/pemberitahuan', '/akun/pemberitahuan', 'page-/akun/pemberitahuan'],
])('a remark about %s knows its page', (path, routeId, about) => {
  expect(feedbackAbout(path, routeId)).toBe(about);
});

test.each([
  ['/bantuan', '/(public)/bantuan'],
  ['/bantuan/tanya-jawab', '/(public)/bantuan/tanya-jawab'],
  ['/kegiatan/tiket/abcdef', '/(public)/kegiatan/tiket/[ticket]'],
  ['/tidak-ada', null],
  ['//contoh.org', '/(public)'],
  [`/${'a'.repeat(200_000)}`, '/(public)'],
])('of %s, which may be a secret or is the form itself, nothing is said', (path, routeId) => {
  expect(feedbackAbout(path, routeId)).toBeNull();
});
