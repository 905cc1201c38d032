import { expect, test } from 'vitest';
import { credentialOf } from './credential-of.ts';
import { laneOf, type Seen } from './lane-of.ts';

const lane = (door: Seen['door'], method: string, url: string, more: Partial<Seen> = {}) =>
  laneOf({ door, method, url, credential: null, isKnown: false, ...more });

test('only who is known goes with the desks, wherever they go', () => {
  for (const url of ['/staf/sirkulasi', '/katalog', '/', '/masuk'])
    expect(lane('pages', 'GET', url, { credential: 'session', isKnown: true })).toBe('desk');
  expect(lane('api', 'POST', '/api/v1/loans', { credential: 'token', isKnown: true })).toBe('desk');
});

test('who comes to sign in, or says they are staff, has a line of their own', () => {
  for (const url of ['/masuk', '/en/masuk?lanjut=%2Fstaf', '/masuk?/staff', '/keluar'])
    expect(lane('pages', 'POST', url), url).toBe('newcomer');
  for (const url of ['/staf', '/en/staf/sirkulasi', '/staf?x'])
    expect(lane('pages', 'GET', url, { credential: 'session' }), url).toBe('newcomer');
  expect(lane('api', 'GET', '/api/v1/loans', { credential: 'token' })).toBe('newcomer');
});

test('everybody else reads or acts, whatever they claim', () => {
  for (const url of ['/', '/katalog?q=staf', '/stafet', '/masukan', '/akun', '//staf', '/%73taf'])
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      expect(lane('pages', method, url, { credential: 'session' }), url).toBe('reader');
  expect(lane('pages', 'GET', '/staf')).toBe('reader');
  expect(lane('pages', 'POST', '/akun?/renew', { credential: 'session' })).toBe('act');
  expect(lane('api', 'PUT', '/api/v1/ideas/1/vote')).toBe('act');
  expect(lane('api', 'GET', '/api/v1/staf', { credential: 'session' })).toBe('reader');
  expect(lane('api', 'POST', '/api/v1/member-sessions')).toBe('act');
});

test('a credential is read as its door reads it', () => {
  const headers = { authorization: 'Bearer lt_token', cookie: 'a=b; lumbung_sesi=ls_x' };
  expect(credentialOf('api', headers)).toEqual({ secret: 'lt_token', kind: 'token' });
  expect(credentialOf('pages', headers)).toEqual({ secret: 'ls_x', kind: 'session' });
  expect(credentialOf('api', { authorization: 'Bearer ls_member' })).toEqual({ secret: 'ls_member', kind: 'session' });
  expect(credentialOf('api', { authorization: 'Basic abc' })).toBe(null);
  expect(credentialOf('pages', { cookie: 'lumbung_sesi=' })).toBe(null);
});
