import { describe, expect, it } from 'vitest';
import { ApiError, isPassing, problemOf, toProblem } from './problem';

describe('problems', () => {
  it("keeps the API's own words", () => {
    const problem = toProblem(409, {
      type: 'https://trustfabric.io/problems/forbidden-transition',
      title: 'Not allowed',
      traceId: 'abc',
      allowedStatuses: ['resolved'],
    });
    const error = new ApiError(problem);
    expect(error.slug).toBe('forbidden-transition');
    expect(error.isLostRace).toBe(false);
    expect(problemOf(error)).toMatchObject({
      title: 'Not allowed',
      status: 409,
      traceId: 'abc',
      allowedStatuses: ['resolved'],
    });
  });

  it('makes something readable of an answer that is no problem document', () => {
    expect(toProblem(503, '<html>').title).toBe('The API is not ready');
    expect(toProblem(418, undefined).title).toBe('The API answered 418');
  });

  it('knows a lost race with and without If-Match', () => {
    expect(new ApiError(toProblem(412, {})).isLostRace).toBe(true);
    expect(
      new ApiError(toProblem(409, { type: 'https://trustfabric.io/problems/version-conflict' })).isLostRace,
    ).toBe(true);
  });

  it('says plainly that no answer came', () => {
    expect(problemOf(new TypeError('Failed to fetch')).title).toBe('The API cannot be reached');
  });

  it("asks again for the server's own trouble, never for a refusal", () => {
    expect(isPassing(new TypeError('x'))).toBe(true);
    expect(isPassing(new ApiError(toProblem(503, {})))).toBe(true);
    expect(isPassing(new ApiError(toProblem(403, {})))).toBe(false);
  });
});
