import type { Framework } from '@/api/types';
import { type Api, present } from '@/lib/api';
import { download } from '@/lib/download';

export type Document = 'statement' | 'catalog' | 'plan' | 'results';

/** What leaves the product of one framework. OSCAL is for those who audit it. */
export const documents: readonly { what: Document; text: string; restricted: boolean }[] = [
  { what: 'statement', text: 'Statement of Applicability, CSV', restricted: false },
  { what: 'catalog', text: 'OSCAL catalogue, JSON', restricted: true },
  { what: 'plan', text: 'OSCAL assessment plan, JSON', restricted: true },
  { what: 'results', text: 'OSCAL assessment results, JSON', restricted: true },
];

export async function handOver(api: Api, what: Document, framework: Framework): Promise<void> {
  const params = { query: { framework } };
  if (what === 'statement') {
    const { data } = await api.GET('/api/compliance/controls/statement-of-applicability', {
      params,
      parseAs: 'text',
    });
    download(`statement-of-applicability-${framework}.csv`, 'text/csv;charset=utf-8', present(data));
    return;
  }
  const { data } =
    what === 'catalog'
      ? await api.GET('/api/compliance/oscal/catalog', { params })
      : what === 'plan'
        ? await api.GET('/api/compliance/oscal/assessment-plan', { params })
        : await api.GET('/api/compliance/oscal/assessment-results', { params });
  const name = { catalog: 'catalog', plan: 'assessment-plan', results: 'assessment-results' }[what];
  download(`oscal-${name}-${framework}.json`, 'application/json', JSON.stringify(present(data), null, 2));
}

/** The bundle of the last so many days. It is one answer: the browser keeps what is large of it on disk. */
export async function handOverBundle(api: Api, framework: Framework, days: number): Promise<void> {
  const from = new Date(Date.now() - days * 86_400_000).toISOString();
  const { data } = await api.GET('/api/trust/bundle', {
    params: { query: { framework, from } },
    parseAs: 'blob',
  });
  download(`auditor-bundle-${framework}.zip`, 'application/zip', present(data as Blob | undefined));
}
