import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { anEvent } from '@/testing/fixtures';
import { API, server } from '@/testing/server';
import { createApi } from './api';
import { ApiError } from './problem';

const page = { limit: 50, nextCursor: null, total: 0, totalIsExact: true };

describe('the API client', () => {
  it('sends the token and repeats the name of a filter with several values', async () => {
    let seen: Request | undefined;
    server.use(
      http.get(`${API}/api/security/events`, ({ request }) => {
        seen = request;
        return HttpResponse.json({ items: [], page });
      }),
    );
    const api = createApi(API, async () => 't1');
    await api.GET('/api/security/events', { params: { query: { severity: ['high', 'low'], q: 'a b' } } });
    expect(seen?.headers.get('authorization')).toBe('Bearer t1');
    expect(new URL(seen?.url ?? '').searchParams.getAll('severity')).toEqual(['high', 'low']);
  });

  it('tries a read once more with a fresh token after a 401', async () => {
    const asked: (string | null)[] = [];
    server.use(
      http.get(`${API}/api/me`, ({ request }) => {
        asked.push(request.headers.get('authorization'));
        return asked.length === 1
          ? HttpResponse.json({ title: 'Expired' }, { status: 401 })
          : HttpResponse.json({ issuer: 'i', subject: 's', name: 'n', username: 'u', roles: [] });
      }),
    );
    const token = vi.fn(async (renew?: boolean) => (renew ? 'new' : 'old'));
    const { data } = await createApi(API, token).GET('/api/me');
    expect(data?.name).toBe('n');
    expect(asked).toEqual(['Bearer old', 'Bearer new']);
  });

  it('throws a refusal as the problem it is, and never repeats a write', async () => {
    let writes = 0;
    server.use(
      http.patch(`${API}/api/security/events/:id/status`, () => {
        writes++;
        return HttpResponse.json(
          { title: 'Stale', type: 'https://trustfabric.io/problems/stale-version' },
          { status: 412 },
        );
      }),
    );
    const event = anEvent();
    const change = createApi(API, async () => 't').PATCH('/api/security/events/{id}/status', {
      params: { path: { id: event.id } },
      body: { status: 'resolved' },
    });
    await expect(change).rejects.toBeInstanceOf(ApiError);
    expect(writes).toBe(1);
  });
});
