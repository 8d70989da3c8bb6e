import { expect, it } from 'vitest';
import { looksLikeValue, panelOf } from './secret-text';

it.each([
  '-----BEGIN RSA PRIVATE KEY-----',
  'AKIAIOSFODNN7EXAMPLE',
  'ghp_abcdefghijklmnop1234',
  'sk_live_51H8abcdEFGHijkl',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig',
  'postgres://app:hunter2@db.internal/ledger',
  'password=hunter2',
  '3f786850e387550fdab836ed7e6dc881de23001b',
  'dGhpc0lz+QVN1cGVyU2VjcmV0/1234567890ab==',
])('%s looks like a value', (text) => {
  expect(looksLikeValue(text)).toBe(true);
});

it.each([
  'payments/stripe-webhook',
  'edge/wildcard.trustfabric.io',
  'projects/prod-eu-west-1/secrets/ledger-postgres-app-password',
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db',
  'IDENTITY_SAML_SIGNING_KEY_2025',
  'Payments team',
  'service-4/credential-142',
])('%s is a name', (text) => {
  expect(looksLikeValue(text)).toBe(false);
});

it('never names a secret in an address by what could be its value', () => {
  expect(panelOf('payments/stripe', 'id')).toEqual({ secret: 'payments/stripe', rotation: undefined });
  expect(panelOf('AKIAIOSFODNN7EXAMPLE', 'id')).toEqual({ secret: undefined, rotation: 'id' });
});
