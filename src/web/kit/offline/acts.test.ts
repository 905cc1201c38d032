import { expect, test } from 'vitest';
import { actOf } from './acts.ts';

const fields = (text: string): URLSearchParams => new URLSearchParams(text);

test('renewing a loan and placing a hold can wait for the network', () => {
  expect(actOf('/akun', '?/renew', fields('loanId=7&judul=Bumi'))).toEqual({ kind: 'renew', loanId: 7 });
  expect(actOf('/katalog/12/pesan', '', fields('pickup=3'))).toEqual({ kind: 'hold', bibId: 12, pickup: '3' });
  expect(actOf('/katalog/12/pesan', '', fields('pickup=3%3A8'))).toEqual({ kind: 'hold', bibId: 12, pickup: '3:8' });
});

test('nothing else waits: it would come too late, or says something that must be answered', () => {
  expect(actOf('/akun', '?/renewAll', fields('loanId=7'))).toBeNull();
  expect(actOf('/akun', '?/renew', fields('loanId=x'))).toBeNull();
  expect(actOf('/akun', '?/cancelHold', fields('holdId=7'))).toBeNull();
  expect(actOf('/katalog/12/simpan', '', fields('pickup=3'))).toBeNull();
  expect(actOf('/katalog/12/pesan', '', fields(''))).toBeNull();
});
