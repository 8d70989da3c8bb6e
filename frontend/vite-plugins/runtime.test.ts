import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, runtimeConfig } from './runtime';

describe('the run-time configuration', () => {
  it('has the addresses of `make run` unless told otherwise', () => {
    expect(runtimeConfig({})).toEqual({
      issuer: 'http://localhost:8180/realms/trust-fabric',
      clientId: 'trust-fabric-web',
      apiUrl: 'http://localhost:8080',
    });
    expect(runtimeConfig({ TF_API_URL: 'https://api.example' }).apiUrl).toBe('https://api.example');
  });

  it('allows just its own origin, the API and the issuer, and nothing inline', () => {
    const policy = contentSecurityPolicy({
      issuer: 'https://id.example/realms/x',
      clientId: 'w',
      apiUrl: 'https://api.example/base',
    });
    expect(policy).toContain("connect-src 'self' https://api.example https://id.example;");
    expect(policy).toContain("frame-src 'self' https://id.example;");
    expect(policy).not.toMatch(/unsafe|\*/);
  });
});
