import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detailOf, isComplaint, judgeFailure, refusesReader } from '../rules/judge-failure.ts';
import { readComplaint, readFailures } from '../rules/read-report.ts';

test.for([
  ['failed', '5.1.1', 'smtp; 550 user unknown', 'hard'],
  ['failed', '5.1.2', '', 'hard'],
  ['failed', '5.1.10', 'null MX', 'hard'],
  ['failed', '5.1.8', 'sender rejected', 'blocked'],
  ['failed', '5.2.1', '', 'hard'],
  ['failed', '5.2.2', 'mailbox full', 'soft'],
  ['failed', '5.2.3', 'too long', 'blocked'],
  ['failed', '5.4.4', 'Host or domain name not found', 'hard'],
  ['failed', '5.4.1', 'Recipient address rejected: Access denied', 'hard'],
  ['failed', '5.4.7', 'delivery time expired', 'soft'],
  ['failed', '5.7.1', 'blocked using zen.spamhaus.org', 'blocked'],
  ['failed', '5.7.26', 'unauthenticated sender', 'blocked'],
  ['failed', '4.4.1', 'timed out', 'soft'],
  ['failed', '5.0.0', '550-5.1.1 The email account does not exist', 'hard'],
  ['failed', '5.0.0', '550 No such user here', 'hard'],
  ['failed', '5.0.0', '554 Message rejected as spam; user unknown to us', 'blocked'],
  ['failed', '5.0.0', '552 over quota', 'soft'],
  ['failed', '5.0.0', '', 'soft'],
  ['failed', '5.0.0', '554 Client host [10.5.1.1] is not wanted', 'soft'],
  ['failed', '5.0.0', '554 Client host [5.1.1.20] is not wanted', 'soft'],
  ['failed', '5.1.0', '550 5.1.0 <perpus@kota.example>: Sender address rejected: User unknown', 'blocked'],
  ['failed', '5.0.0', '550 relay not permitted', 'blocked'],
  ['failed', '5.1.1', 'User unknown in relay recipient table', 'hard'],
  ['failed', '', '', 'soft'],
  ['failed', '2.0.0', '', null],
  ['delayed', '4.4.1', '', null],
  ['relayed', '2.0.0', '', null],
  ['', '5.1.1', '', null],
] as const)('%s %s "%s" is %s', ([action, status, diagnostic, kind]) => {
  expect(judgeFailure({ action, status, diagnostic })).toBe(kind);
});

test.for([
  ['RCPT TO', 550, '5.1.1', '550 5.1.1 <dina@example.org>: Recipient address rejected: User unknown', true],
  ['RCPT TO', 556, '5.1.10', '556 5.1.10 Recipient address has null MX', true],
  ['RCPT TO', 550, '5.2.1', '550 5.2.1 The account is disabled', true],
  ['RCPT TO', 550, '', '550 No such user here', true],
  ['RCPT TO', 550, '', '550 sorry, no mailbox here by that name (#5.1.1)', true],
  ['RCPT TO', 551, '', '551 User unknown; please try elsewhere', true],
  ['RCPT TO', 553, '', '553 Mailbox does not exist', true],
  ['MAIL FROM', 550, '5.1.1', '550 5.1.1 User unknown', false],
  ['DATA', 550, '5.1.1', '550 5.1.1 User unknown', false],
  ['RCPT TO', 450, '4.1.1', '450 4.1.1 User unknown', false],
  ['RCPT TO', 450, '', '450 No such user here', false],
  ['RCPT TO', 554, '', '554 No such user here', false],
  ['RCPT TO', 552, '5.2.2', '552 5.2.2 Mailbox full', false],
  ['RCPT TO', 550, '5.2.2', '550 5.2.2 Over quota', false],
  ['RCPT TO', 550, '5.7.1', '550 5.7.1 Recipient address rejected: user unknown to our policy', false],
  ['RCPT TO', 550, '5.1.8', '550 5.1.8 Sender address rejected: Domain not found', false],
  ['RCPT TO', 550, '5.1.0', '550 5.1.0 <perpus@kota.example>: Sender address rejected: User unknown', false],
  ['RCPT TO', 550, '', '550 relay not permitted', false],
  ['RCPT TO', 553, '', "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", false],
  ['RCPT TO', 550, '', '550 Client host [5.1.1.20] is not wanted', false],
  // what nobody understands is no word about the reader
  ['RCPT TO', 550, '', '550 no', false],
  ['RCPT TO', 550, '', '', false],
] as const)('%s answered by %i "%s" "%s" refuses the reader: %s', ([command, code, status, said, refuses]) => {
  expect(refusesReader({ command, code, status, said })).toBe(refuses);
});

test('a refusal for what we are stops nobody, whatever else the server says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999 }), fc.string(), (detail, diagnostic) => {
      return judgeFailure({ action: 'failed', status: `5.7.${detail}`, diagnostic }) === 'blocked';
    }),
  );
});

test('a delivery status is read group by group, folded lines and older ways of writing included', () => {
  const fields = [
    ...['Reporting-MTA: dns; mx.example.org', 'Arrival-Date: Mon, 30 Nov 2026 10:15:00 +0700', ''],
    ...['Original-Recipient: rfc822;Dina@Example.org', 'Final-Recipient: RFC822; <dina@box.example.net>'],
    ...['Action: Failed', 'Status: 5.1.1 (bad destination)', 'Diagnostic-Code: smtp; 550 5.1.1', '  no such user', ''],
    ...['Final-Recipient: rfc822; budi@example.org', 'Action: delayed', 'Status: 4.4.1'],
  ];
  const [dina, budi] = readFailures(fields.join('\r\n'));
  expect(dina).toEqual({
    recipients: ['dina@example.org', 'dina@box.example.net'],
    action: 'failed',
    status: '5.1.1',
    diagnostic: '550 5.1.1 no such user',
  });
  expect(budi).toMatchObject({ recipients: ['budi@example.org'], action: 'delayed', status: '4.4.1' });
  expect(readFailures(fields.join('\n'))).toHaveLength(2);
});

test.for([
  ['abuse', true],
  ['opt-out', true],
  ['not-spam', false],
  ['auth-failure', false],
  ['', false],
] as const)('a report of %j is a complaint: %s', ([type, said]) => {
  expect(isComplaint(readComplaint(`Feedback-Type: ${type}\r\nUser-Agent: x/1`, ''))).toBe(said);
});

test('where a provider has struck out the receiver the head of the mail names them', () => {
  const fields = 'Feedback-Type: abuse\r\nOriginal-Rcpt-To: redacted';
  expect(readComplaint(fields, 'Subject: Kabar\r\nTo: Dina <Dina@example.org>').recipients).toEqual([
    'dina@example.org',
  ]);
});

test('of what a server said no address is kept', () => {
  expect(detailOf('550 5.1.1 <dina@example.org>: Recipient\n address\trejected')).toBe(
    '550 5.1.1 <…>: Recipient address rejected',
  );
  expect(detailOf(`${'budi@example.org '.repeat(200)}`)).not.toContain('budi');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      const detail = detailOf(text);
      return !detail.includes('@') && !detail.includes('\0') && detail.isWellFormed() && detail.length <= 300;
    }),
  );
});

test('whatever a report says, reading it ends and breaks nothing', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '\r\n',
      '\n\n',
      'Final-Recipient: rfc822; a@b.example',
      'Action: failed',
      'Status: 5.1.1',
      ':',
      ' ',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('');
      readFailures(text).forEach(judgeFailure);
      return readComplaint(text, text).recipients.every((one) => one.includes('@'));
    }),
  );
});
