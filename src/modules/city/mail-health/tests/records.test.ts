import fc from 'fast-check';
import { expect, test } from 'vitest';
import { senderAddress } from '../rules/sender-address.ts';
import { judgeSpf, readSpf, serverTerm, spfToPublish } from '../rules/spf.ts';
import { judgeDkim, judgeDmarc } from '../rules/tag-lists.ts';

test.for([
  ['Perpus <surat@Perpus.Kota.go.id>', 'surat@perpus.kota.go.id', 'perpus.kota.go.id'],
  ['surat@kota.go.id', 'surat@kota.go.id', 'kota.go.id'],
  ['perpustakaan@localhost', 'perpustakaan@localhost', null],
  ['a@server.local', 'a@server.local', null],
  ['a@192.0.2.1', 'a@192.0.2.1', null],
  ['tanpa alamat', '', null],
] as const)('of %s the address is %s, the domain %s', ([from, address, domain]) => {
  expect(senderAddress(from)).toEqual({ address, domain });
});

test.for([
  ['smtp://u:p@smtp.gmail.com:587', 'include:_spf.google.com', true],
  ['smtp://u:p@smtp-relay.google.com', 'include:_spf.google.com', true],
  ['smtp://email-smtp.ap-southeast-3.amazonaws.com', 'include:amazonses.com', true],
  ['smtp://notgmail.com', 'a:notgmail.com', false],
  ['smtp://192.0.2.7:25', 'ip4:192.0.2.7', false],
  ['smtp://127.0.0.1:25', 'mx', false],
  [null, 'mx', false],
] as const)('of the mail server %s the term is %s', ([url, term, certain]) => {
  expect(serverTerm(url)).toEqual({ term, certain });
});

const gmail = serverTerm('smtp://smtp.gmail.com');
const own = serverTerm('smtp://mail.kota.example');

test.for([
  [[], 'missing '],
  [['google-site-verification=1'], 'missing '],
  [['v=spf1 include:_spf.google.com ~all'], 'present '],
  [['V=SPF1 +INCLUDE:_spf.google.com -all'], 'present '],
  [['v=spf1 mx -all'], 'different server_missing'],
  [['v=spf1 include:_spf.google.com +all'], 'different open_to_all'],
  [['v=spf1 include:_spf.google.com all'], 'different open_to_all'],
  [['v=spf1 ~all', 'v=spf1 -all'], 'different twice'],
] as const)('of %j it says %s', ([records, said]) => {
  const { state, reason } = judgeSpf(records, readSpf(records[0] ?? ''), gmail);
  expect(`${state} ${reason}`).toBe(said);
});

test('of a server in the house nobody can say that it is left out', () => {
  expect(judgeSpf(['v=spf1 ip4:192.0.2.0/24 -all'], readSpf('v=spf1 ip4:192.0.2.0/24 -all'), own)).toEqual({
    ...{ state: 'present', reason: 'server_unknown' },
  });
});

test('more than ten questions are too many', () => {
  const record = `v=spf1 include:_spf.google.com ${'mx:a.example '.repeat(10)}~all`;
  expect(judgeSpf([record], readSpf(record), gmail)).toMatchObject({ reason: 'too_many_lookups' });
});

test.for([
  [[], 'v=spf1 include:_spf.google.com ~all'],
  [['v=spf1 mx -all'], 'v=spf1 mx include:_spf.google.com -all'],
  [['v=spf1 mx +all'], 'v=spf1 mx include:_spf.google.com ~all'],
  [['v=spf1 mx'], 'v=spf1 mx include:_spf.google.com ~all'],
  [['v=spf1 redirect=_spf.kota.example'], 'v=spf1 include:_spf.google.com redirect=_spf.kota.example'],
  [['v=spf1 -all', 'v=spf1 mx -all'], 'v=spf1 include:_spf.google.com ~all'],
] as const)('beside %j one publishes %s', ([found, wanted]) => {
  expect(spfToPublish(found, gmail)).toBe(wanted);
});

test('what one publishes is right, whatever stood there', () => {
  const term = fc.constantFrom(
    'mx',
    'a',
    '-all',
    '~all',
    '+all',
    'ip4:192.0.2.1',
    'include:b.example',
    'exp=x',
    '?all',
  );
  fc.assert(
    fc.property(fc.array(term, { maxLength: 6 }), (terms) => {
      const wanted = spfToPublish([['v=spf1', ...terms].join(' ')], gmail);
      return judgeSpf([wanted], readSpf(wanted), gmail).state === 'present';
    }),
  );
});

test.for([
  [[], false, 'missing '],
  [['v=DMARC1; p=none'], false, 'present only_watching'],
  [['v=DMARC1;p=quarantine;rua=mailto:a@b.example'], false, 'present '],
  [['v=DMARC1; p=reject; sp=none'], true, 'present only_watching'],
  [['v=DMARC1; rua=mailto:a@b.example'], false, 'different no_policy'],
  [['v=DMARC1; p=none', 'v=DMARC1; p=reject'], false, 'different twice'],
  [['v=DMARC1; p=none; p=reject'], false, 'different unreadable'],
  [['v=DMARC12; p=none'], false, 'missing '],
] as const)('of the policy %j it says %s', ([records, isParent, said]) => {
  const { state, reason } = judgeDmarc(records, isParent);
  expect(`${state} ${reason}`).toBe(said);
});

test('whatever stands there, nothing breaks', () => {
  const records = fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: 4 });
  fc.assert(
    fc.property(records, (all) => {
      judgeDkim(all, 'QUJD');
      judgeDmarc(all, false);
      judgeSpf(all, readSpf(all[0] ?? ''), gmail);
      return spfToPublish(all, gmail).startsWith('v=spf1');
    }),
  );
});
