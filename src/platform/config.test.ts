import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';
import { networkOf } from './requests/rate-limit.ts';

test.each([
  [undefined, 0],
  ['', 0],
  ['0', 0],
  ['1', 1],
  ['2', 2],
  ['10.0.0.5', ['10.0.0.5']],
  ['10.0.0.0/8, fd00::/8', ['10.0.0.0/8', 'fd00::/8']],
])('TRUST_PROXY=%s', (text, trusted) => {
  expect(readConfig({ TRUST_PROXY: text }).trustProxy).toEqual(trusted);
});

test.each(['true', 'ya', '-1', '99', '10.0.0.0/33', 'proxy.example', '10.0.0.1/8/8', '1,2'])(
  'TRUST_PROXY=%s is refused',
  (text) => {
    expect(() => readConfig({ TRUST_PROXY: text })).toThrow(ConfigError);
  },
);

test('IMAP_URL names a mailbox; what is none is refused, without saying the password', () => {
  expect(readConfig({}).imapUrl).toBeNull();
  const url = 'imaps://perpus%40kota.example:sandi@surel.kota.example/INBOX';
  expect(readConfig({ IMAP_URL: url }).imapUrl).toBe(url);
  for (const wrong of [
    'surel.kota.example',
    'https://a:sandi@b.example',
    'imaps://surel.kota.example',
    'imap:sandi',
    'imaps://a:100%sandi@b.example',
  ]) {
    expect(() => readConfig({ IMAP_URL: wrong })).toThrow(/^(?!.*sandi).*IMAP_URL must/);
  }
  expect(readConfig({ IMAP_URL: url }, { demo: true }).imapUrl).toBeNull();
});

test.each([
  ['203.0.113.5', '203.0.113.5'],
  ['::ffff:203.0.113.5', '203.0.113.5'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002:ffff::1', '2001:db8:1:2::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8::5:6:7:8:9', '2001:db8:0:5::/64'],
  ['', ''],
])('attempts of %s are counted for %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});
